package dev.chit.sessions;

import dev.chit.crypto.Secrets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks a receiving chain forward on a copy, keeping the keys of the messages it passes.
final class ChainWalk {
  private final byte[] ratchetKey;
  private final long nowMillis;
  private final List<SkippedKeys.Key> skipped = new ArrayList<>();
  private byte[] chain;
  private int next;
  private boolean chainIsOurs;

  private ChainWalk(
      byte[] ratchetKey, byte[] chain, int next, long nowMillis, boolean chainIsOurs) {
    this.ratchetKey = ratchetKey;
    this.chain = chain;
    this.next = next;
    this.nowMillis = nowMillis;
    this.chainIsOurs = chainIsOurs;
  }

  /// Along a chain whose first key belongs to a snapshot.
  static ChainWalk along(Session.Receiving chain, long nowMillis) {
    return new ChainWalk(chain.remote(), chain.chain(), chain.next(), nowMillis, false);
  }

  /// Along a chain that was just derived.
  static ChainWalk fresh(byte[] ratchetKey, byte[] chain, long nowMillis) {
    return new ChainWalk(ratchetKey, chain, 0, nowMillis, true);
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
    byte[] nextChain = KeySchedule.nextChain(chain);
    if (chainIsOurs) {
      Secrets.wipe(chain);
    }
    chain = nextChain;
    chainIsOurs = true;
    next++;
    return messageKey;
  }

  List<SkippedKeys.Key> skipped() {
    return skipped;
  }

  Session.Receiving receiving(byte @Nullable [] offered) {
    return new Session.Receiving(ratchetKey, chain, next, offered);
  }

  /// After a message that did not open.
  void wipe() {
    if (chainIsOurs) {
      Secrets.wipe(chain);
    }
    skipped.forEach(key -> Secrets.wipe(key.messageKey()));
  }
}
