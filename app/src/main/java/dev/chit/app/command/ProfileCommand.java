package dev.chit.app.command;

import dev.chit.client.ChitClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that works on a profile.
abstract class ProfileCommand implements Callable<Integer> {
  @Mixin final ProfileOptions options = new ProfileOptions();

  final Context context;

  ProfileCommand(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws Exception {
    return context.profiles().with(options, opening(), work());
  }

  /// What this command needs of the profile.
  Profiles.Opening opening() {
    return Profiles.Opening.EXISTING;
  }

  Profiles.ClientWork work() {
    return this::run;
  }

  /// @return the exit code
  abstract int run(ChitClient client) throws Exception;
}
