package dev.chit.server.blobs.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Objects by their names: put, get, delete. What fails in passing is tried again.
final class S3Objects implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 200;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final S3Place place;
  private final S3Signature signature;
  private final InstantSource clock;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  S3Objects(S3Place place, InstantSource clock) {
    this(place, clock, ANSWER);
  }

  /// @param patience for an answer, and for each part of what it holds
  S3Objects(S3Place place, InstantSource clock, Duration patience) {
    this.place = place;
    this.patience = patience;
    this.signature = new S3Signature(place.keyId(), place.secret(), place.region());
    this.clock = clock;
  }

  /// Fails unless the bucket is there and opens.
  void requireBucket() throws IOException {
    expect(call("HEAD", "", new TreeMap<>(), new byte[0], BodyHandlers.discarding()), OK);
  }

  void put(String name, byte[] bytes) throws IOException {
    expect(call("PUT", name, new TreeMap<>(), bytes, BodyHandlers.discarding()), OK);
  }

  /// The object's bytes from an offset on, which is below its length.
  InputStream get(String name, long offset) throws IOException {
    var headers = new TreeMap<String, String>();
    if (offset > 0) {
      headers.put("range", "bytes=" + offset + "-");
    }
    HttpResponse<InputStream> answer =
        call("GET", name, headers, new byte[0], BodyHandlers.ofInputStream());
    if (answer.statusCode() != (offset > 0 ? PARTIAL : OK)) {
      answer.body().close();
      throw failed(answer);
    }
    return new PatientInput(answer.body(), patience);
  }

  /// An object that is not there is deleted already.
  void delete(String name) throws IOException {
    HttpResponse<Void> answer =
        call("DELETE", name, new TreeMap<>(), new byte[0], BodyHandlers.discarding());
    if (answer.statusCode() != NOT_FOUND && answer.statusCode() != OK) {
      expect(answer, NO_CONTENT);
    }
  }

  private static void expect(HttpResponse<?> answer, int status) throws IOException {
    if (answer.statusCode() != status) {
      throw failed(answer);
    }
  }

  private static IOException failed(HttpResponse<?> answer) {
    return new IOException("the object store answered " + answer.statusCode());
  }

  private <T> HttpResponse<T> call(
      String method, String name, Map<String, String> headers, byte[] body, BodyHandler<T> take)
      throws IOException {
    for (int tried = 1; ; tried++) {
      try {
        HttpResponse<T> answer = once(method, name, headers, body, take);
        boolean isPassing = answer.statusCode() >= SERVER_ERROR || answer.statusCode() == TOO_MANY;
        if (!isPassing || tried == TRIES) {
          return answer;
        }
        if (answer.body() instanceof InputStream rest) {
          rest.close();
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (tried == TRIES) {
          throw e;
        }
      }
      pause(tried);
    }
  }

  private <T> HttpResponse<T> once(
      String method, String name, Map<String, String> headers, byte[] body, BodyHandler<T> take)
      throws IOException {
    var uri = place.uri(name);
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    var request = HttpRequest.newBuilder(uri).timeout(patience).method(method, publisher);
    signature.sign(method, uri, headers, body, clock.instant()).forEach(request::header);
    try {
      return http.send(request.build(), take);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the object store was asked");
    }
  }

  private static void pause(int tried) throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS * tried);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the object store was asked");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
