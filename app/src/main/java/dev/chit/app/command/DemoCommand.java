package dev.chit.app.command;

import dev.chit.app.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Starts a server in a temporary directory and two clients that register, talk, pay, verify",
      "a receipt and audit the ledger. Cleans up after itself. Exits 0 if all went well."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit demo", "  chit demo --json", "  chit demo --doors"})
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON object a line and step.")
  private boolean json;

  @Option(
      names = "--doors",
      description = "Show instead how a program of 2018 pays a member and is paid.")
  private boolean doors;

  private final Context context;

  DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    var demo = new Demo(context.caller(), json, Failures::of);
    return doors ? demo.playDoors() : demo.play();
  }
}
