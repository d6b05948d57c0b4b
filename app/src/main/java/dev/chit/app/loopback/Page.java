package dev.chit.app.loopback;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.chit.client.ChitException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// What a page may ask for, by path. Every call is a POST with an object, and is answered with one.
public interface Page {
  /// One of them.
  @FunctionalInterface
  interface Call {
    JsonObject answer(Ask ask) throws ChitException, WebFailure, InterruptedException;
  }

  /// One that comes with a file.
  @FunctionalInterface
  interface Upload {
    JsonObject answer(Headers headers, InputStream in)
        throws ChitException, IOException, WebFailure, InterruptedException;
  }

  /// What a link leads to, which a browser follows without a token.
  @FunctionalInterface
  interface Link {
    void send(HttpExchange exchange, String path) throws IOException, WebFailure;
  }

  @Nullable Call call(String path);

  default @Nullable Upload upload(String path) {
    return null;
  }

  default @Nullable Link link(String path) {
    return null;
  }
}
