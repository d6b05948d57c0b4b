package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import picocli.CommandLine.Command;

@Command(
    description = "The devices of your account, as the log has them now: “chit device list”.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit devices", "  chit devices --json"})
final class DevicesCommand extends AnswerCommand {
  DevicesCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    return DeviceCommand.list(client);
  }
}
