package dev.chit.server.edge;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.Sha256;
import dev.chit.core.log.TilePath;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ops.Health;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log as C2SP tlog-tiles has it, under `/log`: `checkpoint` and `tile/…`, for members. With
/// these anybody can build every proof without asking which.
///
/// Entries are not among it: an event is for its parties, and for auditors by a call of their own.
final class LogPages implements HttpService {
  static final String PREFIX = "/log/";

  private static final Logger log = LoggerFactory.getLogger(LogPages.class);
  private static final String CHECKPOINT = "checkpoint";
  private static final String CHANGES = "no-cache";
  private static final String GROWS = "private, max-age=60";
  private static final String NEVER_CHANGES = "private, max-age=31536000, immutable";
  private static final int TAG_BYTES = 16;

  private final LedgerService ledger;
  private final Answers answers;
  private final Health health;

  LogPages(LedgerService ledger, Answers answers, Health health) {
    this.ledger = ledger;
    this.answers = answers;
    this.health = health;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    if (!(ctx.attr(Caller.KEY) instanceof Caller.Known known)) {
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    if (req.method() != HttpMethod.GET) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, "GET"));
    }
    if (health.isDraining()) {
      return HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE);
    }
    if (!known.member().allowance().query()) {
      return HttpResponse.of(HttpStatus.TOO_MANY_REQUESTS);
    }
    String path = ctx.path().substring(PREFIX.length());
    if (path.equals(CHECKPOINT)) {
      byte[] note = ledger.checkpoint().note().getBytes(StandardCharsets.UTF_8);
      return page(req, MediaType.PLAIN_TEXT_UTF_8, CHANGES, note);
    }
    return TilePath.parse(path)
        .map(tile -> tile(req, tile))
        .orElseGet(() -> HttpResponse.of(HttpStatus.NOT_FOUND));
  }

  private HttpResponse tile(HttpRequest req, TilePath tile) {
    return HttpResponse.of(
        answers
            .read(() -> ledger.tile(tile))
            .thenApply(hashes -> tile(req, tile, hashes))
            .exceptionally(LogPages::failed));
  }

  private static HttpResponse tile(HttpRequest req, TilePath tile, Optional<byte[]> hashes) {
    return hashes
        .map(
            bytes ->
                page(req, MediaType.OCTET_STREAM, tile.isFull() ? NEVER_CHANGES : GROWS, bytes))
        .orElseGet(() -> HttpResponse.of(HttpStatus.NOT_FOUND));
  }

  private static HttpResponse page(
      HttpRequest req, MediaType type, String caching, byte[] content) {
    byte[] hash = Arrays.copyOf(Sha256.of(content), TAG_BYTES);
    String tag = "\"" + HexFormat.of().formatHex(hash) + "\"";
    if (tag.equals(req.headers().get(HttpHeaderNames.IF_NONE_MATCH))) {
      return HttpResponse.of(
          ResponseHeaders.of(
              HttpStatus.NOT_MODIFIED,
              HttpHeaderNames.ETAG,
              tag,
              HttpHeaderNames.CACHE_CONTROL,
              caching));
    }
    return HttpResponse.of(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            type,
            HttpHeaderNames.ETAG,
            tag,
            HttpHeaderNames.CACHE_CONTROL,
            caching),
        HttpData.wrap(content));
  }

  private static HttpResponse failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedException) {
      return HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE);
    }
    log.warn("a tile could not be read", cause);
    return HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR);
  }
}
