package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.owner.OwnerClient;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ClientConfig;
import dev.chit.client.ProfileException;
import dev.chit.client.ProfileInUseException;
import dev.chit.client.Unlock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Opens a profile as the options say, asking for the passphrase where there is a person to ask.
final class ProfileOpener {
  /// How long another short command may keep the profile before this one gives up.
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(8);

  private static final long LOCK_RETRY_MILLIS = 50;

  private final Caller caller;

  ProfileOpener(Caller caller) {
    this.caller = caller;
  }

  ChitClient open(ProfileOptions options, boolean newIfMissing)
      throws ChitException, IOException, InterruptedException {
    return openUnlessLocked(options, newIfMissing).orElseThrow(ProfileOpener::passphraseNeeded);
  }

  /// As [#open]; empty if the profile has a passphrase and nobody is here to be asked for it.
  Optional<ChitClient> openUnlessLocked(ProfileOptions options, boolean newIfMissing)
      throws ChitException, IOException, InterruptedException {
    ClientConfig config = options.config(caller);
    if (newIfMissing && !ChitClient.exists(config.home())) {
      return Optional.of(make(options, ChitClient::create));
    }
    try {
      return Optional.of(openWaiting(config));
    } catch (ProfileException e) {
      if (!e.code().equals("passphrase-needed")) {
        throw e;
      }
    }
    char[] passphrase = caller.readSecret("Passphrase: ");
    if (passphrase == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(open(options, passphrase));
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /// @param passphrase belongs to the caller, who wipes it
  ChitClient open(ProfileOptions options, char[] passphrase)
      throws ChitException, InterruptedException {
    return openWaiting(options.config(caller).withUnlock(Unlock.passphrase(passphrase)));
  }

  static CommandFailure passphraseNeeded() {
    return CommandFailure.unusable(
        "passphrase-needed",
        "This profile has a passphrase: give it with --passphrase-file or CHIT_PASSPHRASE.");
  }

  /// @throws CommandFailure `profile-exists`
  void requireNone(ProfileOptions options) {
    if (ChitClient.exists(options.home())) {
      throw CommandFailure.unusable(
          "profile-exists", "There is a profile in " + options.home() + " already.");
    }
  }

  @FunctionalInterface
  interface Maker {
    ChitClient make(ClientConfig config) throws ChitException, InterruptedException;
  }

  /// Makes a profile, asking how it is to be kept unless that was said.
  ChitClient make(ProfileOptions options, Maker maker)
      throws ChitException, IOException, InterruptedException {
    ClientConfig config = options.config(caller);
    if (options.saysHowToKeep(caller)) {
      return maker.make(config);
    }
    char[] passphrase = caller.readSecret("Passphrase for the new profile: ");
    char[] again = passphrase == null ? null : caller.readSecret("The same again: ");
    if (passphrase == null || again == null || passphrase.length == 0) {
      throw CommandFailure.unusable(
          "passphrase-needed",
          "A new profile takes a passphrase (--passphrase-file, CHIT_PASSPHRASE), or"
              + " --no-passphrase.");
    }
    try {
      if (!Arrays.equals(passphrase, again)) {
        throw CommandFailure.unusable("wrong-passphrase", "The two passphrases differ.");
      }
      return maker.make(config.withUnlock(Unlock.passphrase(passphrase)));
    } finally {
      Arrays.fill(passphrase, '\0');
      Arrays.fill(again, '\0');
    }
  }

  /// Short commands take turns. A profile whose holder listens is not waited for: the holder does
  /// the command.
  private static ChitClient openWaiting(ClientConfig config)
      throws ChitException, InterruptedException {
    long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (true) {
      try {
        return ChitClient.open(config);
      } catch (ProfileInUseException e) {
        if (OwnerClient.isThere(config.home())) {
          throw new OwnerThereException();
        }
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(LOCK_RETRY_MILLIS);
      }
    }
  }
}
