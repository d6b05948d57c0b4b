package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The questions of a first start: which server, which name, which passphrase. After them one is
/// connected. Who types a command instead has it done, and goes on without them.
final class FirstSteps {
  private static final String SERVER = "Server (HOST:PORT#FINGERPRINT, as its operator gave it): ";
  private static final String NAME = "Your name, by which others find you: ";
  private static final String INVITATION = "Invitation, if you were given one: ";

  private final ShellLine words;
  private final ShellProfile profile;
  private final Caller caller;

  FirstSteps(ShellLine words, ShellProfile profile, Caller caller) {
    this.words = words;
    this.profile = profile;
    this.caller = caller;
  }

  /// Asks until one is connected, or gives an empty answer.
  void ask() throws IOException {
    say("Welcome to chit. There is no profile here yet.");
    say("Three answers make one: server, name, passphrase. Enter alone: later.");
    if (words.options().server().isEmpty() && !server()) {
      return;
    }
    register();
  }

  /// @return whether it is known now
  private boolean server() throws IOException {
    while (true) {
      Optional<String> typed = answer(SERVER);
      if (typed.isEmpty()) {
        return false;
      }
      try {
        String address = typed.get();
        if (ProfileOptions.address(address).fingerprint().isPresent()) {
          words.with("--server", address);
          return true;
        }
        say("Without its fingerprint somebody could pose as the server: ask for all of");
        say("HOST:PORT#FINGERPRINT, or trust whoever answers there first.");
        if (isYes(caller.readLine("Trust the first that answers? [y/N] "))) {
          words.with("--server", address);
          words.with("--trust-first");
          return true;
        }
      } catch (CommandFailure wrong) {
        say(wrong.sentence());
      }
    }
  }

  private void register() throws IOException {
    Optional<String> name = answer(NAME);
    var invitation = new ArrayList<String>();
    while (name.isPresent()) {
      var rest = new ArrayList<>(List.of(name.get()));
      rest.addAll(invitation);
      int exit = words.command(ShellWord.REGISTER, rest, caller);
      if (exit == Exit.DONE) {
        words.guarded(caller, this::connected);
        return;
      }
      if (exit == Exit.UNREACHABLE) {
        say("Look whether the server runs and the address is right: chit doctor tells. Then");
        say("register " + name.get() + ".");
        return;
      }
      invitation.clear();
      if (exit == Exit.REFUSED) {
        String code = caller.readLine(INVITATION);
        if (code != null && !code.isBlank()) {
          invitation.addAll(List.of("--invite", code.strip()));
        }
      }
      Optional<String> other = answer("Your name (Enter: " + name.get() + " again): ");
      name = other.isEmpty() && profile.client().isPresent() ? name : other;
    }
  }

  private void connected() throws Exception {
    Optional<ChitClient> client = profile.client();
    if (client.isPresent()) {
      client.get().awaitConnected();
      say("Connected. chat NAME talks, pay NAME AMOUNT pays, help lists more.");
    }
  }

  /// Empty for no answer, after what was typed instead was done.
  private Optional<String> answer(String question) throws IOException {
    String typed = caller.readLine(question);
    if (typed == null || typed.isBlank()) {
      later();
      return Optional.empty();
    }
    String line = typed.strip();
    if (isCommand(line)) {
      words.run(line, caller);
      return Optional.empty();
    }
    return Optional.of(line);
  }

  private void later() {
    String first =
        words.options().server().isPresent() ? "" : "connect HOST:PORT#FINGERPRINT, then ";
    say("Next: " + first + "register NAME. help lists more.");
  }

  /// Names and addresses are single words.
  private static boolean isCommand(String line) {
    try {
      ShellWord word = ShellWord.parse(line.split("\\s+")[0]);
      return line.indexOf(' ') > 0 || word == ShellWord.HELP || word == ShellWord.QUIT;
    } catch (CommandFailure noCommand) {
      return false;
    }
  }

  private static boolean isYes(@Nullable String typed) {
    return typed != null && typed.strip().equalsIgnoreCase("y");
  }

  private void say(String line) {
    caller.out().println(line);
  }
}
