package dev.chit.sessions;

import dev.chit.crypto.DeviceStatement;
import org.jspecify.annotations.Nullable;

/// One end of a simulated conversation: the real implementation or the model.
interface End {
  DeviceStatement statement();

  void meet(DeviceStatement other);

  /// As a server would hand it out.
  PrekeyBundle bundle();

  byte[] send(String text, End other);

  /// The text, or null if the envelope does not open.
  @Nullable String receive(byte[] envelope);
}
