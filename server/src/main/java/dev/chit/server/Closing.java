package dev.chit.server;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a start that fails has opened so far, to be closed in reverse.
final class Closing {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T one) {
    opened.push(one);
    return one;
  }

  // Whatever one of them says, the others are closed too.
  @SuppressWarnings("CatchingUnchecked")
  void close() {
    for (AutoCloseable one : opened) {
      try {
        one.close();
      } catch (Exception e) {
        log.warn("closing after a failed start", e);
      }
    }
  }
}
