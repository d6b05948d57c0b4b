package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Whoami;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Does a line of words, whether it was typed in the shell or in the full-screen view.
final class ShellLine {
  private final List<String> launchedWith;
  private final ShellProfile profile;
  private final Around around;

  /// What a line can do with what is around it.
  interface Around {
    void quit();

    void chat(Correspondent with);
  }

  /// @param launchedWith the options of the shell, which hold for its commands as well
  ShellLine(List<String> launchedWith, ShellProfile profile, Around around) {
    this.launchedWith = new ArrayList<>(launchedWith);
    this.profile = profile;
    this.around = around;
  }

  ProfileOptions options() {
    return ProfileOptions.parse(launchedWith);
  }

  /// What goes wrong is said to the caller.
  void run(String line, Caller caller) {
    guarded(caller, () -> take(split(line), caller));
  }

  private void take(List<String> words, Caller caller) throws Exception {
    ShellWord word = ShellWord.parse(words.getFirst());
    List<String> rest = words.subList(1, words.size());
    switch (word) {
      case QUIT -> around.quit();
      case HELP -> help(rest, caller);
      case CONNECT -> connect(rest, caller);
      case DISCONNECT -> disconnect(caller);
      case LOGIN -> {
        profile.mayOpenAgain();
        command(word, rest, caller);
      }
      case CHAT -> chat(rest);
      case MSG -> command(word, literally(rest), caller);
      case REGISTER,
          WHOAMI,
          LIST,
          BACKUP,
          DOCTOR,
          DEVICE,
          DEVICES,
          FIND,
          INVITE,
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
          command(word, rest, caller);
    }
  }

  /// Does one command.
  ///
  /// @return its exit code
  int command(ShellWord word, List<String> rest, Caller caller) {
    var arguments = new ArrayList<>(launchedWith);
    arguments.addAll(rest);
    return Commands.run(new Words(word.verb(), arguments), new Context(caller, profile));
  }

  /// From now on commands are given this as well.
  void with(String... option) {
    launchedWith.addAll(List.of(option));
  }

  private void connect(List<String> rest, Caller caller) throws Exception {
    if (rest.size() > 2) {
      throw CommandFailure.usage("Write it like connect HOST:PORT#FINGERPRINT.");
    }
    if (!rest.isEmpty()) {
      String address = String.join(":", rest);
      ProfileOptions.address(address);
      with("--server", address);
    }
    if (ChitClient.exists(options().home())) {
      open(caller);
    } else if (rest.isEmpty()) {
      throw CommandFailure.usage("Write it like connect HOST:PORT#FINGERPRINT.");
    } else {
      caller.out().println("Now register NAME.");
    }
  }

  /// Opens the profile and says who it is.
  void open(Caller caller) throws Exception {
    ChitClient client = profile.open(options(), false);
    Whoami me = client.whoami();
    if (me.name().isEmpty()) {
      caller.out().println("This profile has no account yet: register NAME.");
      return;
    }
    client.awaitConnected();
    caller.out().println("Connected as " + me.name().get() + ".");
  }

  private void disconnect(Caller caller) {
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
          around.chat(Correspondent.found(client, rest.getFirst()));
          return 0;
        });
  }

  private void help(List<String> rest, Caller caller) {
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

  void guarded(Caller caller, Step step) {
    try {
      step.run();
    } catch (OwnerThereException elsewhere) {
      Answer.print(
          CommandFailure.unusable(
              "profile-in-use", "Another chit holds this profile; leave it there first."),
          caller,
          options().json());
    } catch (Exception e) {
      Answer.print(Failures.of(e), caller, options().json());
    }
  }

  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }
}
