package dev.chit.sessions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys of messages that have not come yet though later ones have (Double Ratchet §2.6), oldest
/// first.
record SkippedKeys(List<Key> keys) {
  static final int KEPT_MAX = 2_000;
  static final long AGE_MILLIS_MAX = 7L * 24 * 60 * 60 * 1000;
  static final SkippedKeys NONE = new SkippedKeys(List.of());

  record Key(byte[] ratchetKey, int number, byte[] messageKey, long keptAtMillis) {
    boolean isFor(byte[] wantedRatchetKey, int wantedNumber) {
      return number == wantedNumber && Arrays.equals(ratchetKey, wantedRatchetKey);
    }

    @Override
    public String toString() {
      return "SkippedKeys.Key";
    }
  }

  @Nullable Key find(byte[] ratchetKey, int number) {
    for (Key key : keys) {
      if (key.isFor(ratchetKey, number)) {
        return key;
      }
    }
    return null;
  }

  SkippedKeys without(Key used) {
    var rest = new ArrayList<Key>(keys.size());
    for (Key key : keys) {
      if (!key.isFor(used.ratchetKey(), used.number())) {
        rest.add(key);
      }
    }
    return new SkippedKeys(Collections.unmodifiableList(rest));
  }

  /// With the new ones, and without the oldest beyond [#KEPT_MAX].
  SkippedKeys plus(List<Key> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new ArrayList<Key>(keys);
    all.addAll(more);
    int tooMany = Math.max(0, all.size() - KEPT_MAX);
    return new SkippedKeys(List.copyOf(all.subList(tooMany, all.size())));
  }

  SkippedKeys withoutAged(long nowMillis) {
    if (keys.isEmpty() || !aged(keys.getFirst(), nowMillis)) {
      return this;
    }
    return new SkippedKeys(keys.stream().filter(key -> !aged(key, nowMillis)).toList());
  }

  private static boolean aged(Key key, long nowMillis) {
    return nowMillis - key.keptAtMillis() >= AGE_MILLIS_MAX;
  }

  void encode(ByteWriter out) {
    out.u32(keys.size());
    byte[] before = new byte[0];
    for (Key key : keys) {
      boolean same = Arrays.equals(before, key.ratchetKey());
      out.flag(same);
      if (!same) {
        out.raw(key.ratchetKey());
        before = key.ratchetKey();
      }
      out.u32(key.number()).raw(key.messageKey()).u64(key.keptAtMillis());
    }
  }

  static SkippedKeys decode(ByteReader in) throws BadEncodingException {
    int count = in.count(KEPT_MAX);
    var keys = new ArrayList<Key>(count);
    byte[] ratchetKey = new byte[0];
    for (int i = 0; i < count; i++) {
      boolean same = in.flag();
      if (!same) {
        ratchetKey = in.raw(X25519.LENGTH);
      } else if (i == 0) {
        throw new BadEncodingException("the first skipped key has no ratchet key");
      }
      keys.add(new Key(ratchetKey, in.u32(), in.raw(KeySchedule.KEY_LENGTH), in.u64()));
    }
    return new SkippedKeys(Collections.unmodifiableList(keys));
  }
}
