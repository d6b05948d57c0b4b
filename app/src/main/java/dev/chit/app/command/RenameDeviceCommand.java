package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "What you call a device of yours. Your other devices hear of it, sealed; the server, the log",
      "and your contacts do not."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit rename-device 2 laptop", "  chit rename-device 1 \"old phone\" --json"})
final class RenameDeviceCommand extends AnswerCommand {
  @Parameters(
      index = "0",
      paramLabel = "NUMBER",
      description = "Which one, as chit devices shows it.")
  private String number = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "How you call it: one line of 1 to 40 characters.")
  private String name = "";

  RenameDeviceCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Device device = client.devices().rename(DeviceCommand.number(number), name);
    return new Answer()
        .with("device", device.number())
        .with("label", device.label())
        .line("Device " + device.number() + " is called " + device.label() + " from now on.")
        .value(device.label());
  }
}
