package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.terminal.Lines;
import dev.chit.app.tui.Tone;
import dev.chit.app.tui.Tui;
import dev.chit.client.ChitClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Conversations, wallet and a line to write in, on the whole terminal. A line that begins"
          + " with",
      "a slash is a command of the shell: /pay bob 5. F1 explains the keys. From 80×24 upwards;",
      "narrower windows show one thing at a time. Holds the profile, as the shell and the page do.",
      "",
      "With --plain nothing is ever drawn anew: it is the shell, line by line, with no colours,"
          + " for",
      "screen readers and braille lines."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit tui", "  chit tui --theme light", "  chit tui --plain"})
final class TuiCommand implements Callable<Integer> {
  @Mixin private final ProfileOptions options = new ProfileOptions();

  private final Context context;
  private final List<String> launchedWith;

  @Option(
      names = "--theme",
      paramLabel = "TONE",
      description = "Colours for a light or dark terminal, or auto (default: ${DEFAULT-VALUE}).")
  private Tone theme = Tone.AUTO;

  @Option(names = "--no-mouse", description = "Leave the mouse to the terminal.")
  private boolean noMouse;

  @Option(names = "--plain", description = "Line by line, for screen readers.")
  private boolean plain;

  /// @param launchedWith the options, which hold for the commands typed here as well
  TuiCommand(Context context, List<String> launchedWith) {
    this.context = context;
    this.launchedWith = launchedWith;
  }

  @Override
  public Integer call() throws Exception {
    Caller caller = context.caller();
    if (options.json()) {
      throw CommandFailure.usage("This is for a person; chit watch --json is for programs.");
    }
    if (plain) {
      return plain(caller);
    }
    if (!caller.terminal()) {
      throw CommandFailure.usage(
          "Here is no terminal; chit shell reads lines from a pipe as well.");
    }
    var tui = new Tui(caller);
    try (var profile =
        new ShellProfile(
            new ProfileOpener(caller), incoming -> tui.arrived(incoming, Arrival.line(incoming)))) {
      var words = new ShellLine(forCommands(), profile, new Nowhere());
      if (!ChitClient.exists(options.home())) {
        new FirstSteps(words, profile, caller).ask();
      }
      if (!profile.isOpen()) {
        profile.open(words.options(), false);
      }
      tui.run(new TuiSession(profile, forCommands()), new Tui.Look(theme, !noMouse));
    }
    return Exit.DONE;
  }

  /// Nothing is around a line that is typed before there is a view.
  private static final class Nowhere implements ShellLine.Around {
    @Override
    public void quit() {}

    @Override
    public void chat(Correspondent with) {}
  }

  private int plain(Caller caller) throws Exception {
    try (Lines lines = Lines.plain(caller)) {
      new Shell(options, forCommands(), lines).run();
    }
    return Exit.DONE;
  }

  /// Without what is for the view alone.
  private List<String> forCommands() {
    var all = new ArrayList<String>();
    for (int i = 0; i < launchedWith.size(); i++) {
      String word = launchedWith.get(i);
      if (word.equals("--theme")) {
        i++;
      } else if (!word.startsWith("--theme=")
          && !word.equals("--no-mouse")
          && !word.equals("--plain")) {
        all.add(word);
      }
    }
    return all;
  }
}
