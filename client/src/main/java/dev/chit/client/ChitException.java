package dev.chit.client;

import org.jspecify.annotations.Nullable;

/// Why something was not done. The message is one sentence for a person and holds no secret.
public abstract sealed class ChitException extends Exception
    permits ChitRefusedException,
        HistoryRewrittenException,
        NotTrustedException,
        PaymentPendingException,
        ProfileException,
        UnreachableException,
        UsageException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final ExitClass exitClass;

  ChitException(String code, ExitClass exitClass, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.exitClass = exitClass;
  }

  /// Stable, kebab-case, for programs.
  public final String code() {
    return code;
  }

  public final ExitClass exitClass() {
    return exitClass;
  }
}
