package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

@Command(
    footerHeading = "%nExamples:%n",
    footer = {"  source <(chit completion bash)", "  chit completion zsh > ~/.zfunc/_chit"})
final class CompletionCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private String shell = "";

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CommandFailure.usage("There is a completion script for bash and for zsh.");
    }
    var all = new CommandLine(CommandSpec.create().name("chit"));
    for (Verb verb : Verb.values()) {
      all.addSubcommand(verb.word(), Commands.line(verb, context));
    }
    context.caller().out().print(AutoComplete.bash("chit", all));
    context.caller().out().flush();
    return Exit.DONE;
  }
}
