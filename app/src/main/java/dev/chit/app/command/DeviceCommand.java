package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.qr.QrBlocks;
import dev.chit.app.qr.QrCode;
import dev.chit.client.ChitClient;
import dev.chit.client.Device;
import dev.chit.client.Devices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Use one account on several machines. Each device has keys of its own, which your identity"
          + " key",
      "vouches for in the log; all of them hold the identity key, and so can pay. Contacts and"
          + " groups come",
      "along, and the newest messages; from then on every device gets what is sent to you and what"
          + " you send.",
      "",
      "  link             on a device of yours: show a code, and confirm the device that comes",
      "  add [CODE]       on the new one, where there is no profile yet; without a code it is read",
      "                   from the input, so that nobody sees it among the processes",
      "  list             your devices",
      "  revoke NUMBER    take one away, for ever: the server hangs up on it, and nobody seals",
      "                   anything for it any more. Who can open its profile still has your"
          + " identity key."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit device link",
      "  chit device add --server HOST:PORT#FINGERPRINT --label laptop",
      "  chit device list --json",
      "  chit device revoke 2"
    })
final class DeviceCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      completionCandidates = Acts.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String what = "";

  @Parameters(index = "1..*", paramLabel = "WORD", description = "As listed above.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "add: how you call the new device (default: this machine's name).")
  private @Nullable String label;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "link: how long the code is good, 1 to 600 (default: ${DEFAULT-VALUE}).")
  private int seconds = (int) Devices.CODE_LIFE.toSeconds();

  @Option(
      names = {"-y", "--yes"},
      description = "link: confirm whichever device comes with the code, without asking.")
  private boolean yes;

  @Mixin private final ProfileOptions options = new ProfileOptions();

  private final Context context;

  DeviceCommand(Context context) {
    this.context = context;
  }

  /// What can be done.
  static final class Acts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("link", "add", "list", "revoke").iterator();
    }
  }

  @Override
  public Integer call() throws Exception {
    return switch (what.toLowerCase(Locale.ROOT)) {
      case "link" -> {
        need(0, "device link");
        yield open(this::link);
      }
      case "add" -> add();
      case "list" -> {
        need(0, "device list");
        yield open(DeviceCommand::list);
      }
      case "revoke" -> {
        need(1, "device revoke 2");
        int number = number(words.getFirst());
        yield open(client -> revoke(client, number));
      }
      default ->
          throw CommandFailure.usage(
              "Write device link, device add, device list or device revoke.");
    };
  }

  private void need(int count, String example) {
    if (words.size() != count) {
      throw CommandFailure.usage("Write it like " + example + ".");
    }
  }

  static int number(String typed) {
    try {
      int number = Integer.parseInt(typed);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandFailure.usage("A device is named by its number, as chit devices shows it.");
  }

  @FunctionalInterface
  private interface Act {
    Answer answer(ChitClient client) throws Exception;
  }

  private int open(Act act) throws Exception {
    return context
        .profiles()
        .with(options, Profiles.Opening.EXISTING, client -> print(act.answer(client)));
  }

  private int print(Answer answer) {
    return answer.print(context.caller(), options.json(), options.quiet());
  }

  // ── the device that is there ──

  private Answer link(ChitClient client) throws Exception {
    if (seconds < 1 || seconds > 600) {
      throw CommandFailure.usage("A code is good for 1 to 600 seconds.");
    }
    Caller caller = context.caller();
    if (!yes && !caller.terminal()) {
      throw CommandFailure.usage("Without a terminal nobody can confirm the device: give --yes.");
    }
    var desk = new TerminalLinkingDesk(caller, yes, options.json(), options.quiet());
    Device device = client.devices().link(desk, Duration.ofSeconds(seconds));
    return new Answer()
        .with("device", device.number())
        .with("label", device.label())
        .line("Device " + title(device) + " is linked.")
        .value(Integer.toString(device.number()));
  }

  static Answer list(ChitClient client) throws Exception {
    var array = new JsonArray();
    var answer = new Answer().with("devices", array);
    for (Device device : client.devices().list()) {
      var json = new JsonObject();
      json.addProperty("device", device.number());
      json.addProperty("label", device.label());
      json.addProperty("since", device.since().toString());
      json.addProperty("this", device.isThis());
      array.add(json);
      answer.line(
          title(device)
              + "  since "
              + Clock.time(device.since())
              + (device.isThis() ? "  (this one)" : ""));
    }
    return answer.value(Integer.toString(array.size()));
  }

  private static String title(Device device) {
    return device.number() + (device.label().isEmpty() ? "" : " " + device.label());
  }

  private static Answer revoke(ChitClient client, int number) throws Exception {
    client.devices().revoke(number);
    return new Answer()
        .with("device", number)
        .with("revoked", true)
        .line("Device " + number + " is revoked: the server hangs up on it, and nothing is sealed")
        .line("for it any more. If somebody else can open its profile, they have your identity")
        .line("key: ask the operator to freeze the account, and take a new one.")
        .value(Integer.toString(number));
  }

  // ── the new one ──

  private int add() throws Exception {
    if (words.size() > 1) {
      throw CommandFailure.usage("Write it like device add CODE.");
    }
    Caller caller = context.caller();
    if (context.profiles().isOpen()) {
      throw CommandFailure.usage("This profile is a device already: add one where there is none.");
    }
    var opener = new ProfileOpener(caller);
    opener.requireNone(options);
    String code = words.isEmpty() ? read(caller) : words.getFirst();
    String name = label == null ? machine() : label;
    try (ChitClient client =
        opener.make(
            options,
            config -> ChitClient.addDevice(config, code, name, number -> show(number, caller)))) {
      return print(
          WhoamiCommand.identity(client.whoami())
              .with("device", client.whoami().device())
              .line(
                  "This is device "
                      + client.whoami().device()
                      + " of "
                      + WhoamiCommand.name(client.whoami())
                      + ".")
              .value(client.whoami().account().toString()));
    }
  }

  private void show(String number, Caller caller) {
    if (!options.json() && !options.quiet()) {
      caller.out().println("Check number: " + number + ". Compare it there, and confirm.");
      caller.out().flush();
    }
  }

  private static String read(Caller caller) throws IOException {
    String line = caller.readLine("Code: ");
    if (line == null) {
      throw CommandFailure.usage("There is no code: chit device link shows one.");
    }
    return line;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  /// The code as a person's camera or clipboard takes it.
  static void show(String code, boolean colors, java.util.function.Consumer<String> line) {
    QrBlocks.lines(QrCode.of(code), colors).forEach(line);
    line.accept(code);
  }
}
