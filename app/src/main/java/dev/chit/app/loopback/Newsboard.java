package dev.chit.app.loopback;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells pages what has changed, not how: the page then asks for it. So nothing goes wrong when
/// news is told twice, late or in another order, and nothing is lost with a page that was away: it
/// asks for everything when it is back.
public class Newsboard {
  /// News that waits for one page; beyond it the page is told to ask for everything.
  public static final int WAITING_MAX = 256;

  /// Pages that listen at a time.
  public static final int READERS_MAX = 16;

  private final List<Reader> readers = new CopyOnWriteArrayList<>();

  /// @throws WebFailure 503 `busy`
  public final Reader read() throws WebFailure {
    var reader = new Reader();
    synchronized (readers) {
      if (readers.size() == READERS_MAX) {
        throw new WebFailure(503, "busy", "Too many pages listen already; close one.");
      }
      readers.add(reader);
    }
    return reader;
  }

  public final void tell(JsonObject item) {
    readers.forEach(reader -> reader.add(item));
  }

  /// Whether any page listens.
  public final boolean isRead() {
    return !readers.isEmpty();
  }

  /// News without more than its name.
  public static JsonObject of(String type) {
    var json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }

  /// What one page has not been told yet.
  public final class Reader implements AutoCloseable {
    private final ArrayBlockingQueue<JsonObject> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

    private synchronized void add(JsonObject item) {
      if (!waiting.offer(item)) {
        waiting.clear();
        waiting.add(of("everything"));
      }
    }

    /// @return null if nothing happened for so long
    public @Nullable JsonObject next(Duration patience) throws InterruptedException {
      return waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      readers.remove(this);
    }
  }
}
