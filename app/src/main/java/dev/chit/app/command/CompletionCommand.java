package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(chit completion bash)",
      "  chit completion zsh > ~/.zfunc/_chit",
      "  chit completion fish > ~/.config/fish/completions/chit.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.caller().out().print(script(Commands.all(context)));
    context.caller().out().flush();
    return Exit.DONE;
  }

  private String script(CommandLine all) {
    return switch (shell) {
      case "bash", "zsh" -> AutoComplete.bash("chit", all);
      case "fish" -> FishCompletion.of(all);
      default -> throw CommandFailure.usage("There are completion scripts for bash, zsh and fish.");
    };
  }
}
