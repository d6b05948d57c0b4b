package dev.chit.core.log;

import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;

/// A log's key as text that programs for C2SP's formats take: `NAME+ID+BASE64` (signed-note's
/// verifier key, type 0x01), where the name is the log's origin.
public record LogKey(VerifyKey key) {
  /// What the text form is never longer than.
  public static final int LENGTH_MAX = 128;

  /// @throws IllegalArgumentException unless the text is exactly what [#vkey] makes of some key
  public static LogKey parse(String vkey) {
    if (vkey.length() <= LENGTH_MAX) {
      var log = new LogKey(NoteKey.parse(vkey, NoteKey.ED25519).key());
      if (log.vkey().equals(vkey)) {
        return log;
      }
    }
    throw new IllegalArgumentException("key (expected: chit/LEDGER+ID+BASE64, as chit log says)");
  }

  public String vkey() {
    String origin = Checkpoint.originOf(LedgerId.ofKey(key));
    return new NoteKey(origin, NoteKey.ED25519, key).vkey();
  }
}
