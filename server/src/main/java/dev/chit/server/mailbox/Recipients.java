package dev.chit.server.mailbox;

import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.wire.Refusal;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Says whether there is such a recipient.
@FunctionalInterface
public interface Recipients {
  /// Why nothing can be sent there; empty if it can.
  CompletionStage<Optional<Refusal>> refusal(DeviceAddress recipient);
}
