package dev.chit.server.store.ids;

import java.security.SecureRandom;

/// Spreads ids over a table or a filter. Keyed by a secret, since whoever draws a chit chooses its
/// id and could choose many that collide.
record IdHash(long key0, long key1) {
  private static final long ODD_1 = 0x9E3779B97F4A7C15L;
  private static final long ODD_2 = 0xD1B54A32D192ED03L;

  static IdHash random() {
    var random = new SecureRandom();
    return new IdHash(random.nextLong(), random.nextLong());
  }

  long of(long high, long low) {
    long x = mix((high ^ key0) * ODD_1);
    return mix((x + (low ^ key1)) * ODD_2);
  }

  private static long mix(long x) {
    long y = (x ^ (x >>> 32)) * ODD_1;
    return y ^ (y >>> 29);
  }
}
