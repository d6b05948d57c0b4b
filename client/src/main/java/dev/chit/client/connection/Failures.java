package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.PaymentPendingException;
import dev.chit.client.ProfileException;
import dev.chit.client.UnreachableException;
import dev.chit.client.UsageException;
import dev.chit.crypto.tls.TlsFailure;
import dev.chit.crypto.tls.UntrustedServerException;
import dev.chit.wire.Refusal;
import io.grpc.Metadata;
import io.grpc.Status;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a failed call means.
final class Failures {
  /// What a server says that ends a connection, whatever was asked by it.
  private static final Set<String> COME_BACK = Set.of("draining", "stuck", "replaced");

  private Failures() {}

  static ChitException of(Throwable failure) {
    return of(Status.fromThrowable(failure), Status.trailersFromThrowable(failure));
  }

  static ChitException of(Status status, @Nullable Metadata trailers) {
    Optional<Refusal> refusal = Refusal.of(status, trailers);
    if (refusal.isPresent() && COME_BACK.contains(refusal.get().code())) {
      return new UnreachableException(refusal.get().message(), status.asException());
    }
    if (refusal.isPresent()) {
      return new ChitRefusedException(refusal.get().code(), refusal.get().message());
    }
    Throwable cause = status.getCause();
    if (cause != null) {
      Optional<CertificateException> untrusted = TlsFailure.notTrusted(cause);
      if (untrusted.isPresent()) {
        return notTrusted(untrusted.get());
      }
    }
    return new UnreachableException(sentence(status), status.asException());
  }

  private static NotTrustedException notTrusted(CertificateException cause) {
    return new NotTrustedException(
        "not-trusted",
        cause instanceof UntrustedServerException
            ? "This is not the server you met before (its key changed). Nothing was sent."
            : "What answers there does not prove to be a chit server. Nothing was sent.",
        cause);
  }

  private static String sentence(Status status) {
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> "The server did not answer in time.";
      case UNAVAILABLE -> "The server cannot be reached.";
      default -> "The server failed to answer (" + status.getCode() + ").";
    };
  }

  /// The failure of a connection once more, with the trace of who asks now.
  static ChitException again(@Nullable ChitException failure) {
    return switch (failure) {
      case NotTrustedException e -> new NotTrustedException(e.code(), text(e), e);
      case ChitRefusedException e -> new ChitRefusedException(e.code(), text(e));
      case UnreachableException e -> new UnreachableException(text(e), e);
      case ProfileException e -> new ProfileException(e.code(), text(e), e);
      case HistoryRewrittenException e -> new HistoryRewrittenException(e.before(), e.now());
      case UsageException e -> new UsageException(e.code(), text(e));
      case PaymentPendingException e -> new PaymentPendingException(e.chit(), e);
      case null -> new UnreachableException("The server cannot be reached.", null);
    };
  }

  private static String text(ChitException failure) {
    return String.valueOf(failure.getMessage());
  }
}
