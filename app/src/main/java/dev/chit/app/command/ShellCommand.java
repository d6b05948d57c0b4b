package dev.chit.app.command;

import dev.chit.app.console.Exit;
import dev.chit.app.terminal.Lines;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Type help for its words; they can be shortened (LI for list, LO for login). Messages and",
      "payments appear as they arrive. Reads a script from a pipe as well. Ctrl-D leaves."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit", "  chit --home ./alice --server 127.0.0.1:7700#FINGERPRINT"})
final class ShellCommand implements Callable<Integer> {
  @Mixin private final ProfileOptions options = new ProfileOptions();

  private final Context context;
  private final List<String> launchedWith;

  /// @param launchedWith the options, which hold for the shell's commands as well
  ShellCommand(Context context, List<String> launchedWith) {
    this.context = context;
    this.launchedWith = launchedWith;
  }

  @Override
  public Integer call() throws Exception {
    var running = new AtomicReference<@Nullable Shell>();
    try (Lines lines = Lines.open(context.caller(), before -> completion(before, running.get()))) {
      var shell = new Shell(options, launchedWith, lines);
      running.set(shell);
      shell.run();
    }
    return Exit.DONE;
  }

  private static List<String> completion(List<String> before, @Nullable Shell shell) {
    if (before.isEmpty()) {
      return Stream.of(ShellWord.values()).map(ShellWord::word).toList();
    }
    boolean name = before.size() == 1 || ShellWord.SPLIT.word().equals(before.getFirst());
    return name && shell != null ? shell.names() : List.of();
  }
}
