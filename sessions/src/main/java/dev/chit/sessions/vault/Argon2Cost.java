package dev.chit.sessions.vault;

/// What one guess of a passphrase costs. The least is RFC 9106's second recommendation: 64 MiB,
/// three passes, four lanes.
record Argon2Cost(int memoryKib, int passes, int lanes) {
  static final int MEMORY_KIB_MIN = 64 * 1024;
  static final int MEMORY_KIB_MAX = 1024 * 1024;
  static final int PASSES_MIN = 3;
  static final int PASSES_MAX = 64;
  static final int LANES_MAX = 16;
  static final Argon2Cost LEAST = new Argon2Cost(MEMORY_KIB_MIN, PASSES_MIN, 4);

  private static final int MEASURED_PASSES_MAX = 12;
  private static final long AIM_NANOS = 500_000_000L;

  Argon2Cost {
    if (!isAllowed(memoryKib, passes, lanes)) {
      throw new IllegalArgumentException(
          memoryKib + " KiB, " + passes + " passes (expected: at least 65536 KiB and 3 passes)");
    }
  }

  static boolean isAllowed(int memoryKib, int passes, int lanes) {
    return memoryKib >= MEMORY_KIB_MIN
        && memoryKib <= MEMORY_KIB_MAX
        && passes >= PASSES_MIN
        && passes <= PASSES_MAX
        && lanes >= 1
        && lanes <= LANES_MAX;
  }

  /// As many passes as fit into half a second on this machine, never fewer than three.
  static Argon2Cost measured() {
    var sample = new Unlock.Passphrase(new char[] {'x'});
    long start = System.nanoTime();
    PassphraseKey.derive(sample, LEAST, new byte[PassphraseKey.SALT_LENGTH]);
    return fitting(System.nanoTime() - start);
  }

  /// @param leastNanos how long [#LEAST] took
  static Argon2Cost fitting(long leastNanos) {
    long passes = PASSES_MIN * AIM_NANOS / Math.max(1, leastNanos);
    return new Argon2Cost(
        LEAST.memoryKib(), Math.clamp(passes, PASSES_MIN, MEASURED_PASSES_MAX), LEAST.lanes());
  }
}
