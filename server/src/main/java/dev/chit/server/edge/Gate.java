package dev.chit.server.edge;

import dev.chit.server.calls.Refusals;
import dev.chit.server.ops.Health;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ChitGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may call what: everybody health, registration and, as one who is expected, a meeting of
/// devices, and who has ended an account that end once more; the operator everything, members all
/// but the operator's calls. What is not said here is for members. Of the operator's calls the
/// export is let through to all members: whether one is an auditor now, the call itself finds out.
final class Gate implements ServerInterceptor {
  private static final Set<String> FOR_EVERYBODY =
      Set.of(
          ChitGrpc.getHealthMethod().getFullMethodName(),
          ChitGrpc.getRegisterMethod().getFullMethodName(),
          ChitGrpc.getMeetDeviceMethod().getFullMethodName(),
          ChitGrpc.getCloseAccountMethod().getFullMethodName());

  private static final String EXPORT = AdminGrpc.getExportMethod().getFullMethodName();

  private final Health health;

  Gate(Health health) {
    this.health = health;
  }

  @Override
  public <I, O> ServerCall.Listener<I> interceptCall(
      ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
    Refusal refusal = refusal(call.getMethodDescriptor(), Caller.current());
    if (refusal == null) {
      return next.startCall(call, headers);
    }
    call.close(refusal.status(), refusal.trailers());
    return new ServerCall.Listener<>() {};
  }

  private @Nullable Refusal refusal(MethodDescriptor<?, ?> method, Caller caller) {
    if (health.isDraining() && !isHealth(method)) {
      return Refusals.DRAINING;
    }
    if (FOR_EVERYBODY.contains(method.getFullMethodName())) {
      return null;
    }
    return switch (caller) {
      case Caller.Stranger(_, Refusal why) -> why;
      case Caller.Known known -> {
        boolean isForOperator =
            AdminGrpc.SERVICE_NAME.equals(method.getServiceName())
                && !method.getFullMethodName().equals(EXPORT);
        yield isForOperator && !known.member().isOperator() ? Refusals.NOT_OPERATOR : null;
      }
    };
  }

  private static boolean isHealth(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().equals(ChitGrpc.getHealthMethod().getFullMethodName());
  }
}
