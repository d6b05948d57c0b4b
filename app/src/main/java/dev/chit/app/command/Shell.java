package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.terminal.Lines;
import dev.chit.client.ChitClient;
import dev.chit.client.Contact;
import dev.chit.client.Groups;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.Whoami;
import dev.chit.core.AccountName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The loop of the shell: reads a line, does it, until the input ends or `quit`.
final class Shell {
  private final ProfileOptions options;
  private final List<String> launchedWith;
  private final Lines lines;
  private final Caller caller;
  private final ShellProfile profile;

  private String me = "chit";
  private List<String> names = List.of();
  private @Nullable Correspondent chattingWith;
  private boolean leaving;
  private String draft = "";

  /// @param launchedWith the options of the shell, which hold for its commands as well
  Shell(ProfileOptions options, List<String> launchedWith, Lines lines) {
    this.options = options;
    this.launchedWith = new ArrayList<>(launchedWith);
    this.lines = lines;
    caller = lines.caller();
    profile = new ShellProfile(new ProfileOpener(caller), this::arrived);
  }

  void run() throws IOException {
    try (profile) {
      greet();
      while (!leaving) {
        if (lines.goesOn()) {
          lookAround();
        }
        String line = lines.next(prompt(), draft);
        draft = "";
        if (line == null) {
          leaving = chattingWith == null || !lines.goesOn();
          chattingWith = null;
        } else {
          guarded(() -> take(line.strip()));
        }
      }
    }
  }

  /// The people and groups that can be named, as they were known after the last command.
  List<String> names() {
    return names;
  }

  private void greet() {
    if (!caller.terminal()) {
      return;
    }
    if (!ChitClient.exists(options.home())) {
      String first = options.server().isPresent() ? "" : "connect HOST:PORT#FINGERPRINT, then ";
      caller.out().println("Welcome to chit. There is no profile here yet.");
      caller.out().println("Next: " + first + "register NAME. help lists more.");
    } else {
      guarded(() -> connected(profile.open(options, false)));
    }
  }

  private void take(String line) throws Exception {
    if (line.isEmpty()) {
      return;
    }
    if (chattingWith != null) {
      // What could not be said stands there again.
      draft = line;
      talk(chattingWith, line);
      draft = "";
      return;
    }
    List<String> words = split(line);
    ShellWord word = ShellWord.parse(words.getFirst());
    List<String> rest = words.subList(1, words.size());
    switch (word) {
      case QUIT -> leaving = true;
      case HELP -> help(rest);
      case CONNECT -> connect(rest);
      case DISCONNECT -> disconnect();
      case LOGIN -> {
        profile.mayOpenAgain();
        command(word, rest);
      }
      case CHAT -> chat(rest);
      case MSG -> command(word, literally(rest));
      case REGISTER,
          WHOAMI,
          LIST,
          DEVICE,
          DEVICES,
          FIND,
          FRIENDS,
          BLOCK,
          UNBLOCK,
          STATUS,
          HISTORY,
          GROUP,
          LINK,
          SEND,
          SAVE,
          FILES,
          SEARCH,
          EXPORT,
          FORGET,
          DISAPPEAR,
          EDIT,
          UNSEND,
          BALANCE,
          PAY,
          REQUEST,
          SPLIT,
          REQUESTS,
          ACCEPT,
          REFUSE,
          REMIND,
          WITHDRAW,
          DRAW,
          HAND,
          REDEEM,
          CERTIFY,
          CANCEL,
          REVOKE,
          REFUND,
          CHITS,
          QR,
          RECEIPTS,
          STATEMENT,
          VERIFY,
          LOG,
          AUDIT ->
          command(word, rest);
    }
  }

  private void command(ShellWord word, List<String> rest) {
    var arguments = new ArrayList<>(launchedWith);
    arguments.addAll(rest);
    Commands.run(new Words(word.verb(), arguments), new Context(caller, profile));
  }

  private void connect(List<String> rest) throws Exception {
    if (rest.size() > 2) {
      throw CommandFailure.usage("Write it like connect HOST:PORT#FINGERPRINT.");
    }
    if (!rest.isEmpty()) {
      String address = String.join(":", rest);
      ProfileOptions.address(address);
      launchedWith.addAll(List.of("--server", address));
    }
    if (ChitClient.exists(options.home())) {
      connected(profile.open(options(), false));
    } else if (rest.isEmpty()) {
      throw CommandFailure.usage("Write it like connect HOST:PORT#FINGERPRINT.");
    } else {
      caller.out().println("Now register NAME.");
    }
  }

  private void connected(ChitClient client) throws Exception {
    Whoami me = client.whoami();
    if (me.name().isEmpty()) {
      caller.out().println("This profile has no account yet: register NAME.");
      return;
    }
    client.awaitConnected();
    caller.out().println("Connected as " + me.name().get() + ".");
  }

  private void disconnect() {
    profile.disconnect();
    caller.out().println("Disconnected.");
  }

  private void chat(List<String> rest) throws Exception {
    if (rest.size() != 1) {
      throw CommandFailure.usage("Write it like chat bob.");
    }
    profile.with(
        options(),
        Profiles.Opening.EXISTING,
        client -> {
          chattingWith = Correspondent.found(client, rest.getFirst());
          return 0;
        });
    if (caller.terminal()) {
      caller.out().println("Each line goes to " + chattingWith + "; /quit or Ctrl-D ends it.");
    }
  }

  private void talk(Correspondent with, String line) throws Exception {
    if (line.toLowerCase(Locale.ROOT).equals("/quit")) {
      chattingWith = null;
      return;
    }
    profile.with(
        options(),
        Profiles.Opening.EXISTING,
        client -> {
          Correspondent.Said said = with.say(client, line);
          if (said.state() != MessageState.DELIVERED) {
            caller.out().println("  (" + said.sentence() + ")");
          }
          return 0;
        });
  }

  private void help(List<String> rest) {
    if (!rest.isEmpty()) {
      ShellWord word = ShellWord.parse(rest.getFirst());
      if (word.verb() != Verb.SHELL) {
        Commands.line(word.verb(), new Context(caller, profile)).usage(caller.out());
        return;
      }
    }
    for (ShellWord word : ShellWord.values()) {
      caller.out().println(String.format(Locale.ROOT, "  %-12s %s", word.word(), word.summary()));
    }
  }

  private void arrived(Incoming incoming) {
    Arrival.line(incoming)
        .map(line -> options.json() ? Clean.json(Arrival.json(incoming).toString()) : line)
        .ifPresent(lines::above);
    profile.client().ifPresent(client -> ReadMarking.shown(client, incoming));
  }

  private ProfileOptions options() {
    return ProfileOptions.parse(launchedWith);
  }

  private String prompt() {
    if (chattingWith != null) {
      return "to " + chattingWith + "> ";
    }
    return me + "> ";
  }

  /// What the prompt and completion need: looked up after each command, not while a key is pressed.
  private void lookAround() {
    try {
      Optional<ChitClient> client = profile.client();
      me = "chit";
      names = List.of();
      if (client.isPresent()) {
        me = client.get().whoami().name().map(AccountName::toString).orElse("chit");
        Stream<String> people =
            client.get().contacts().met().stream().map(Contact::name).map(AccountName::toString);
        Stream<String> groups =
            client.get().groups().known().stream().map(group -> Groups.PREFIX + group.name());
        names = Stream.concat(people, groups).toList();
      }
    } catch (Exception notNow) {
      // The next command says what is wrong; a prompt need not.
    }
  }

  /// Text that begins with a dash is text.
  private static List<String> literally(List<String> words) {
    var all = new ArrayList<>(words);
    if (!all.isEmpty()) {
      all.addFirst("--");
    }
    return all;
  }

  private static List<String> split(String line) {
    return Arrays.asList(line.split("\\s+"));
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (OwnerThereException elsewhere) {
      Answer.print(
          CommandFailure.unusable(
              "profile-in-use", "Another chit holds this profile; leave it there first."),
          caller,
          options.json());
    } catch (Exception e) {
      Answer.print(Failures.of(e), caller, options.json());
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
