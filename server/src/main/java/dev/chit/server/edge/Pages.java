package dev.chit.server.edge;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import dev.chit.server.cosigning.Witnesses;
import dev.chit.server.ops.Health;
import dev.chit.server.ops.Metrics;

/// The pages for machines that watch the server: health for every certificate, metrics for the
/// operator's.
final class Pages {
  private Pages() {}

  static HttpService health(Health health, Witnesses witnesses) {
    return (_, _) ->
        HttpResponse.of(
            health.isDraining() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK,
            MediaType.JSON_UTF_8,
            "{\"state\":\""
                + health.state()
                + "\",\"witnesses\":\""
                + witnesses.state().word()
                + "\"}\n");
  }

  static HttpService metrics(Metrics metrics) {
    return (ctx, _) ->
        ctx.attr(Caller.KEY) instanceof Caller.Known known && known.member().isOperator()
            ? HttpResponse.of(HttpStatus.OK, MediaType.parse(Metrics.CONTENT_TYPE), metrics.page())
            : HttpResponse.of(HttpStatus.FORBIDDEN);
  }
}
