package dev.chit.sessions;

import dev.chit.crypto.Secrets;
import java.util.ArrayList;
import java.util.List;

/// Walks a receiving chain forward on a copy, keeping the keys of the messages it passes.
final class ChainWalk {
  private final byte[] ratchetKey;
  private final long nowMillis;
  private final List<SkippedKeys.Key> skipped = new ArrayList<>();
  private byte[] chain;
  private int next;

  ChainWalk(byte[] ratchetKey, byte[] chain, int next, long nowMillis) {
    this.ratchetKey = ratchetKey;
    this.chain = chain;
    this.next = next;
    this.nowMillis = nowMillis;
  }

  void skipTo(int number) {
    while (next < number) {
      int passed = next;
      skipped.add(new SkippedKeys.Key(ratchetKey, passed, take(), nowMillis));
    }
  }

  /// The next message's key.
  byte[] take() {
    byte[] messageKey = KeySchedule.messageKey(chain);
    chain = KeySchedule.nextChain(chain);
    next++;
    return messageKey;
  }

  List<SkippedKeys.Key> skipped() {
    return skipped;
  }

  Session.Receiving receiving(byte @org.jspecify.annotations.Nullable [] offered) {
    return new Session.Receiving(ratchetKey, chain, next, offered);
  }

  /// After a message that did not open.
  void wipe() {
    Secrets.wipe(chain);
    skipped.forEach(key -> Secrets.wipe(key.messageKey()));
  }
}
