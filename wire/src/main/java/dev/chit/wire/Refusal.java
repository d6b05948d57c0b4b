package dev.chit.wire;

import dev.chit.wire.v1.Rejection;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal by a rule, as it travels: in a stream's reply as a [Rejection], and from a unary call
/// as a gRPC status whose trailer `chit-code` holds the code.
///
/// A status without that trailer is no refusal but a failure of the connection or of the server.
///
/// @param code stable, kebab-case, for programs
/// @param message one sentence for a person
public record Refusal(String code, String message) {
  public static final Metadata.Key<String> CODE_TRAILER =
      Metadata.Key.of("chit-code", Metadata.ASCII_STRING_MARSHALLER);

  /// Worth trying again, unchanged, a little later.
  public boolean isTransient() {
    return code.equals("busy");
  }

  public Rejection toProto() {
    return Rejection.newBuilder().setCode(code).setMessage(message).build();
  }

  public static Refusal of(Rejection rejection) {
    return new Refusal(rejection.getCode(), rejection.getMessage());
  }

  /// What a service answers a unary call with, or ends a stream with.
  public StatusException toException() {
    return new StatusException(status(), trailers());
  }

  public Metadata trailers() {
    var trailers = new Metadata();
    trailers.put(CODE_TRAILER, code);
    return trailers;
  }

  /// The refusal that a failed call carries, if it is one.
  public static Optional<Refusal> of(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException e -> of(e.getStatus(), e.getTrailers());
      case StatusException e -> of(e.getStatus(), e.getTrailers());
      default -> Optional.empty();
    };
  }

  public static Optional<Refusal> of(Status status, @Nullable Metadata trailers) {
    String code = trailers == null ? null : trailers.get(CODE_TRAILER);
    if (code == null) {
      return Optional.empty();
    }
    String message = status.getDescription();
    return Optional.of(new Refusal(code, message == null ? code : message));
  }

  /// The gRPC status of the code; codes that are not listed are failed preconditions.
  public Status status() {
    return statusCode().toStatus().withDescription(message);
  }

  private Status.Code statusCode() {
    return switch (code) {
      case "not-registered" -> Status.Code.UNAUTHENTICATED;
      case "not-operator",
          "not-auditor",
          "not-payer",
          "not-payee",
          "unknown-device",
          "device-revoked" ->
          Status.Code.PERMISSION_DENIED;
      case "unknown-account",
          "unknown-payer",
          "unknown-payee",
          "unknown-chit",
          "unknown-event",
          "no-prekeys",
          "unknown-blob",
          "unknown-code" ->
          Status.Code.NOT_FOUND;
      case "busy", "quota", "too-large", "limit-exceeded", "server-full" ->
          Status.Code.RESOURCE_EXHAUSTED;
      case "bad-request",
          "bad-name",
          "bad-chit",
          "bad-signature",
          "bad-act",
          "bad-reference",
          "bad-prekey",
          "wrong-ledger",
          "wrong-unit" ->
          Status.Code.INVALID_ARGUMENT;
      case "name-taken", "key-taken", "already-registered", "duplicate-id", "device-taken" ->
          Status.Code.ALREADY_EXISTS;
      case "replaced", "stale" -> Status.Code.ABORTED;
      case "draining" -> Status.Code.UNAVAILABLE;
      default -> Status.Code.FAILED_PRECONDITION;
    };
  }
}
