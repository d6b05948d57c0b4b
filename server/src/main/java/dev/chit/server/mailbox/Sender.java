package dev.chit.server.mailbox;

import dev.chit.wire.Refusal;

/// Where it is heard what became of a letter: exactly one of the three, once, from any thread.
public interface Sender {
  /// The recipient's client has it on its disk.
  void delivered(long request);

  /// The server has it on its disk.
  void stored(long request);

  /// It is nowhere.
  void refused(long request, Refusal refusal);
}
