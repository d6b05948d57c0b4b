package dev.chit.server.witness;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.tls.PeerIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /add-checkpoint` (C2SP tlog-witness). A connection speaks for the one log whose key its
/// certificate proves.
final class WitnessService extends AbstractHttpService {
  static final String PATH = "/add-checkpoint";

  private static final Logger LOG = LoggerFactory.getLogger(WitnessService.class);
  private static final MediaType SIZE = MediaType.parse("text/x.tlog.size");

  private final Path directory;
  private final SigningKey key;
  private final InstantSource clock;
  private final Map<VerifyKey, WatchedLog> logs = new ConcurrentHashMap<>();
  private final ReentrantReadWriteLock working = new ReentrantReadWriteLock();
  private boolean closed;

  WitnessService(Path directory, SigningKey key, InstantSource clock) {
    this.directory = directory;
    this.key = key;
    this.clock = clock;
  }

  @Override
  protected HttpResponse doPost(ServiceRequestContext ctx, HttpRequest request) {
    Optional<VerifyKey> logKey =
        Optional.ofNullable(ctx.sslSession()).flatMap(PeerIdentity::logKey);
    if (logKey.isEmpty()) {
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(
                whole -> answer(logKey.get(), whole.contentUtf8()), ctx.blockingTaskExecutor()));
  }

  private HttpResponse answer(VerifyKey logKey, String body) {
    working.readLock().lock();
    try {
      return closed
          ? HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE)
          : response(log(logKey).add(body));
    } catch (IOException e) {
      LOG.error("nothing can be signed for the log of key {}", logKey, e);
      return HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR);
    } finally {
      working.readLock().unlock();
    }
  }

  /// Waits for what is under way; nothing is signed after that.
  void close() {
    working.writeLock().lock();
    try {
      closed = true;
    } finally {
      working.writeLock().unlock();
    }
  }

  private WatchedLog log(VerifyKey logKey) throws IOException {
    WatchedLog known = logs.get(logKey);
    if (known != null) {
      return known;
    }
    synchronized (logs) {
      // Two of them for one log could sign two histories.
      WatchedLog opened = logs.get(logKey);
      if (opened == null) {
        opened = WatchedLog.open(directory, logKey, key, clock);
        logs.put(logKey, opened);
      }
      return opened;
    }
  }

  private static HttpResponse response(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Cosigned(String line) ->
          HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, line);
      case Verdict.Conflict(long size) -> HttpResponse.of(HttpStatus.CONFLICT, SIZE, size + "\n");
      case Verdict.Refused(Verdict.Reason reason) ->
          HttpResponse.of(status(reason), MediaType.PLAIN_TEXT_UTF_8, reason.sentence() + "\n");
    };
  }

  private static HttpStatus status(Verdict.Reason reason) {
    return switch (reason) {
      case MALFORMED -> HttpStatus.BAD_REQUEST;
      case UNKNOWN_LOG -> HttpStatus.NOT_FOUND;
      case NOT_SIGNED -> HttpStatus.FORBIDDEN;
      case NOT_CONSISTENT -> HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }
}
