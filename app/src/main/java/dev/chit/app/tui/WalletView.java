package dev.chit.app.tui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// What one has and what moved it.
final class WalletView {
  private static final int AMOUNT = 16;

  private WalletView() {}

  static AttributedString title(Model model, int columns, Theme theme) {
    Wallet wallet = model.wallet();
    var line = new Line(columns).add(" wallet", theme.name());
    line.add(
        wallet.balance().isEmpty() ? "  not known yet" : "  " + wallet.balance(), theme.money());
    if (!wallet.held().isEmpty()) {
      line.add("  of it set aside: " + wallet.held(), theme.faint());
    }
    return line.done();
  }

  static List<AttributedString> lines(Model model, int columns, Theme theme) {
    var lines = new ArrayList<AttributedString>();
    if (model.wallet().entries().isEmpty()) {
      lines.add(Line.of(" Nothing has moved yet. /pay NAME AMOUNT", columns, theme.plain()));
    }
    for (Entry entry : model.wallet().entries()) {
      lines.add(line(model, entry, columns, theme));
    }
    return lines;
  }

  private static AttributedString line(Model model, Entry entry, int columns, Theme theme) {
    var line =
        new Line(columns).add(" " + Times.moment(entry.at(), model.zone()) + "  ", theme.faint());
    int after = line.used() + AMOUNT;
    switch (entry) {
      case Entry.Payment it -> {
        line.add(
                (it.outgoing() ? "−" : "+") + it.amount(),
                it.outgoing() ? theme.plain() : theme.money())
            .to(after, theme.plain())
            .add(" " + (it.outgoing() ? "to " : "from ") + it.other(), theme.plain());
        memo(line, it.memo(), theme);
      }
      case Entry.Request it -> {
        line.add(it.amount(), it.isOpen() ? theme.warn() : theme.faint())
            .to(after, theme.plain())
            .add(
                it.outgoing() ? " you ask " + it.other() : " " + it.other() + " asks",
                theme.plain())
            .add(", " + it.state(), theme.plain());
        memo(line, it.memo(), theme);
        if (it.isOpen() && !it.outgoing()) {
          line.add("  /accept " + it.digits(), theme.faint());
        }
      }
      case Entry.Said _, Entry.Note _, Entry.File _ -> {}
    }
    return line.done();
  }

  private static void memo(Line line, String memo, Theme theme) {
    if (!memo.isEmpty()) {
      line.add("  “" + memo + "”", theme.faint());
    }
  }
}
