package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.core.log.WitnessKey;
import dev.chit.wire.Limits;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Whose signatures the log must carry: on the commands that keep it in the profile.
@Command
final class WitnessOptions {
  @Option(
      names = "--witness",
      paramLabel = "VKEY",
      description = {
        "Pay only while this witness signs the log; kept in the profile. May be repeated: all are",
        "required, and those named earlier no longer."
      })
  private List<String> vkeys = List.of();

  boolean isEmpty() {
    return vkeys.isEmpty();
  }

  List<WitnessKey> keys() {
    if (vkeys.size() > Limits.WITNESSES_MAX) {
      throw CommandFailure.usage("At most " + Limits.WITNESSES_MAX + " witnesses can be required.");
    }
    return vkeys.stream().map(Typed::witness).toList();
  }
}
