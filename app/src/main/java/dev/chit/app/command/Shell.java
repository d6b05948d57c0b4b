package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.Clean;
import dev.chit.app.terminal.Lines;
import dev.chit.client.ChitClient;
import dev.chit.client.ConnectionState;
import dev.chit.client.Contact;
import dev.chit.client.Groups;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.core.AccountName;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The loop of the shell: reads a line, does it, until the input ends or `quit`.
final class Shell implements ShellLine.Around {
  private final ProfileOptions options;
  private final Lines lines;
  private final Caller caller;
  private final ShellProfile profile;
  private final ShellLine words;

  private String me = "chit";
  private List<String> names = List.of();
  private @Nullable Correspondent chattingWith;
  private boolean leaving;
  private String draft = "";

  /// Told by the thread of what arrives alone.
  private boolean connectionLost;

  /// @param launchedWith the options of the shell, which hold for its commands as well
  Shell(ProfileOptions options, List<String> launchedWith, Lines lines) {
    this.options = options;
    this.lines = lines;
    caller = lines.caller();
    profile = new ShellProfile(new ProfileOpener(caller), this::arrived);
    words = new ShellLine(launchedWith, profile, this);
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
        } else if (!line.isBlank()) {
          take(line.strip());
        }
      }
    }
  }

  /// The people and groups that can be named, as they were known after the last command.
  List<String> names() {
    return names;
  }

  private void greet() throws IOException {
    if (!caller.terminal()) {
      return;
    }
    if (ChitClient.exists(options.home())) {
      words.guarded(caller, () -> words.open(caller));
    } else {
      new FirstSteps(words, profile, caller).ask();
    }
  }

  private void take(String line) {
    if (chattingWith == null) {
      words.run(line, caller);
      return;
    }
    // What could not be said stands there again.
    draft = line;
    Correspondent with = chattingWith;
    words.guarded(
        caller,
        () -> {
          talk(with, line);
          draft = "";
        });
  }

  @Override
  public void quit() {
    leaving = true;
  }

  @Override
  public void chat(Correspondent with) {
    chattingWith = with;
    if (caller.terminal()) {
      caller.out().println("Each line goes to " + with + "; /quit or Ctrl-D ends it.");
    }
  }

  private void talk(Correspondent with, String line) throws Exception {
    if (line.toLowerCase(Locale.ROOT).equals("/quit")) {
      chattingWith = null;
      return;
    }
    profile.with(
        words.options(),
        Profiles.Opening.EXISTING,
        client -> {
          Correspondent.Said said = with.say(client, line);
          if (said.state() != MessageState.DELIVERED) {
            caller.out().println("  (" + said.sentence() + ")");
          }
          return 0;
        });
  }

  private void arrived(Incoming incoming) {
    line(incoming)
        .map(line -> options.json() ? Clean.json(Arrival.json(incoming).toString()) : line)
        .ifPresent(lines::above);
    profile.client().ifPresent(client -> ReadMarking.shown(client, incoming));
  }

  /// Of the connection, besides that it was lost, that it is back.
  private Optional<String> line(Incoming incoming) {
    if (incoming instanceof Incoming.Connection(ConnectionState state)) {
      boolean isBack = connectionLost && state == ConnectionState.CONNECTED;
      connectionLost = state == ConnectionState.WAITING || (connectionLost && !isBack);
      if (isBack) {
        return Optional.of("  (connected again)");
      }
    }
    return Arrival.line(incoming);
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
}
