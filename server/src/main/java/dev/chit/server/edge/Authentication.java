package dev.chit.server.edge;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.tls.PeerIdentity;
import dev.chit.server.directory.Directory;
import dev.chit.server.directory.Directory.Standing;
import dev.chit.wire.v1.ChitGrpc;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/// Finds out who calls: the identity that the connection's certificate proves, and its account.
/// Once known, a member stays known for the connection.
final class Authentication implements DecoratingHttpServiceFunction {
  private static final String CACHED = "dev.chit.member";

  /// Calls whose messages are bounded, but not their number.
  private static final Set<String> STREAM_PATHS =
      Set.of(
          "/" + ChitGrpc.getConnectMethod().getFullMethodName(),
          "/" + ChitGrpc.getPutBlobMethod().getFullMethodName());

  private final Directory directory;
  private final Allowances allowances;

  Authentication(Directory directory, Allowances allowances) {
    this.directory = directory;
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
    if (session.getValue(CACHED) instanceof Caller.Known known) {
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
                  ctx.setAttr(Caller.KEY, caller(statement.get(), standing, session));
                  return serveLater(next, ctx, req);
                },
                ctx.eventLoop()));
  }

  private Caller caller(DeviceStatement statement, Standing standing, SSLSession session) {
    return switch (standing) {
      case Standing.NoAccount _ -> new Caller.Stranger(statement, false);
      case Standing.NoDevice _ -> new Caller.Stranger(statement, true);
      case Standing.Registered registered -> {
        var known =
            new Caller.Known(
                statement,
                Member.of(
                    registered.address(),
                    registered.name(),
                    registered.isOperator(),
                    allowances.of(statement.account())));
        session.putValue(CACHED, known);
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
