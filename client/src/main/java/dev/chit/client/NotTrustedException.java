package dev.chit.client;

import org.jspecify.annotations.Nullable;

/// The server, or something that it said, failed a check. Nothing was sent or believed. Code
/// `not-trusted` for a server that is not the one met before, `no-fingerprint` where none is known
/// yet, `bad-proof` for a claim that its proof does not bear out.
public final class NotTrustedException extends ChitException {
  private static final long serialVersionUID = 1;

  public NotTrustedException(String code, String message, @Nullable Throwable cause) {
    super(code, ExitClass.UNREACHABLE, message, cause);
  }
}
