package dev.chit.app.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Help for what is on the screen.
final class Help {
  private static final List<String> KEYS =
      List.of(
          "Enter            send; a line that begins with / is a command",
          "Alt-Enter Ctrl-J a new line in the text",
          "Tab              complete a command or a name",
          "Up Down          what was written before",
          "Ctrl-N Ctrl-P    next and previous conversation (Alt-Down, Alt-Up)",
          "PgUp PgDn wheel  older and newer messages; Esc goes to the newest",
          "F2               wallet and back; a click on the first line as well",
          "F3               the list, on a narrow screen",
          "Ctrl-Z           undo typing; on an empty line take back the text sent last",
          "Ctrl-C           clear the line, or end the command that runs",
          "Ctrl-L           draw anew",
          "Ctrl-Q Ctrl-D    leave",
          "? again          writes a question mark",
          "Shift and mouse  selects text, as the terminal does without this view");

  private static final List<String> MARKS =
      List.of(
          "✓ on the server   ✓✓ delivered   ✓✓ read   ● online   ○ offline   ? asks to talk",
          "Money moves only after a question that names amount, payee and fingerprint; it",
          "cannot be taken back.");

  private static final String WALLET =
      "The wallet, newest first. /pay NAME AMOUNT, /request NAME AMOUNT, /receipts CHIT,"
          + " /statement and the other commands below work here too.";

  private Help() {}

  static Panel.Reading panel(Model model) {
    int columns = Layout.of(model).roomColumns() - 2;
    var lines = new ArrayList<String>();
    if (model.view() == Model.View.WALLET) {
      lines.addAll(Text.wrap(WALLET, columns));
      lines.add("");
    }
    KEYS.forEach(key -> add(key, columns, lines));
    lines.add("");
    MARKS.forEach(mark -> lines.addAll(Text.wrap(mark, columns)));
    lines.add("");
    for (Word word : model.words()) {
      add(String.format(Locale.ROOT, "/%-15s %s", word.word(), word.summary()), columns, lines);
    }
    lines.addAll(Text.wrap("/help WORD explains one. //text begins a text with a slash.", columns));
    return new Panel.Reading("help", lines, 0);
  }

  /// A line of two columns; what does not fit is set in below.
  private static void add(String line, int columns, List<String> lines) {
    int left = 17;
    List<String> wrapped = Text.wrap(line.substring(left), Math.max(10, columns - left));
    lines.add(line.substring(0, left) + wrapped.getFirst());
    wrapped.stream().skip(1).forEach(more -> lines.add(" ".repeat(left) + more));
  }
}
