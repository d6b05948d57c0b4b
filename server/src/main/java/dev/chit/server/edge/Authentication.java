package dev.chit.server.edge;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.tls.PeerIdentity;
import dev.chit.server.calls.Refusals;
import dev.chit.server.directory.Directory;
import dev.chit.server.directory.Directory.Standing;
import dev.chit.wire.v1.ChitGrpc;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/// Finds out who calls: the identity that the connection's certificate proves, and its account.
/// Once known, a member stays known for the connection, until some device is revoked or some
/// account ends: then whose it is is asked again.
final class Authentication implements DecoratingHttpServiceFunction {
  private static final String CACHED = "dev.chit.member";

  /// Calls whose messages are bounded, but not their number.
  private static final Set<String> STREAM_PATHS =
      Set.of(
          "/" + ChitGrpc.getConnectMethod().getFullMethodName(),
          "/" + ChitGrpc.getPutBlobMethod().getFullMethodName(),
          "/" + ChitGrpc.getMeetDeviceMethod().getFullMethodName());

  private final Directory directory;
  private final Connections connections;
  private final Allowances allowances;

  Authentication(Directory directory, Connections connections, Allowances allowances) {
    this.directory = directory;
    this.connections = connections;
    this.allowances = allowances;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext ctx, HttpRequest req)
      throws Exception {
    if (STREAM_PATHS.contains(ctx.path())) {
      ctx.setMaxRequestLength(0);
    }
    SSLSession session = ctx.sslSession();
    if (session == null) {
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    // Before the account is looked up: a device that is revoked meanwhile is looked up again.
    long revocations = connections.revocations();
    if (session.getValue(CACHED) instanceof Cached(long at, Caller.Known known)
        && at == revocations) {
      ctx.setAttr(Caller.KEY, known);
      return next.serve(ctx, req);
    }
    Optional<DeviceStatement> statement = PeerIdentity.of(session);
    if (statement.isEmpty()) {
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    return HttpResponse.of(
        directory
            .standing(statement.get())
            .thenApplyAsync(
                standing -> {
                  ctx.setAttr(Caller.KEY, caller(statement.get(), standing, session, revocations));
                  return serveLater(next, ctx, req);
                },
                ctx.eventLoop()));
  }

  private record Cached(long revocations, Caller.Known known) {}

  private Caller caller(
      DeviceStatement statement, Standing standing, SSLSession session, long revocations) {
    return switch (standing) {
      case Standing.NoAccount _ -> new Caller.Stranger(statement, Refusals.NOT_REGISTERED);
      case Standing.NoDevice _ ->
          new Caller.Stranger(statement, Refusals.of(Rejection.UNKNOWN_DEVICE));
      case Standing.Revoked _ -> new Caller.Stranger(statement, Refusals.DEVICE_REVOKED);
      case Standing.Closed _ -> new Caller.Stranger(statement, Refusals.ACCOUNT_CLOSED);
      case Standing.Registered registered -> {
        var known =
            new Caller.Known(
                statement,
                Member.of(
                    registered.address(),
                    registered.name(),
                    registered.isOperator(),
                    allowances.of(statement.account())));
        session.putValue(CACHED, new Cached(revocations, known));
        yield known;
      }
    };
  }

  private static HttpResponse serveLater(
      HttpService next, ServiceRequestContext ctx, HttpRequest req) {
    try (var _ = ctx.push()) {
      return next.serve(ctx, req);
    } catch (Exception e) {
      return HttpResponse.ofFailure(e);
    }
  }
}
