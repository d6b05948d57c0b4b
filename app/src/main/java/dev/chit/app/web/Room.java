package dev.chit.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.chit.app.loopback.Newsboard;
import dev.chit.app.loopback.Page;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// What the page may ask for: everything of an open profile; of one that is still locked, nothing
/// but to open it.
final class Room implements Page, AutoCloseable {
  /// More than the longest passphrase has.
  static final int PASSPHRASE_BYTES_MAX = 4 * 1024;

  private static final String LOCK = "/api/lock";
  private static final String UNLOCK = "/api/unlock";

  private final Path home;
  private final News news;
  private final Unread unread;
  private final WebServer.Opener opener;

  /// One try at a time: each costs what the profile's passphrase was made to cost.
  private final Semaphore trying = new Semaphore(1);

  private volatile @Nullable Opened opened;
  private boolean closed;

  private record Opened(Calls calls, Subscription watching) {}

  Room(Path home, News news, Unread unread, WebServer.Opener opener) {
    this.home = home;
    this.news = news;
    this.unread = unread;
    this.opener = opener;
  }

  /// From now on the page is this client's.
  synchronized void open(ChitClient client) {
    if (closed || opened != null) {
      return;
    }
    var calls = new Calls(client, home, unread, news);
    opened = new Opened(calls, client.watch(news));
    var _ = Thread.ofVirtual().name("chit-web-begin").start(calls::begin);
    news.tell(Newsboard.of("everything"));
  }

  @Override
  public @Nullable Call call(String path) {
    Opened now = opened;
    if (now != null) {
      return now.calls().call(path);
    }
    return path.equals(LOCK) ? _ -> lock() : _ -> refused();
  }

  @Override
  public @Nullable Upload upload(String path) {
    if (path.equals(UNLOCK)) {
      return (_, in) -> unlock(in);
    }
    Opened now = opened;
    return now == null ? null : now.calls().upload(path);
  }

  @Override
  public @Nullable Link link(String path) {
    Opened now = opened;
    return now == null ? null : now.calls().link(path);
  }

  private static JsonObject refused() throws WebFailure {
    throw new WebFailure(423, "passphrase-needed", "The profile's passphrase opens this page.");
  }

  /// Whose passphrase is asked for. Names are sealed with all else: it is a folder.
  private JsonObject lock() {
    var json = new JsonObject();
    json.addProperty("profile", home.toString());
    return json;
  }

  /// The passphrase comes as it is, so that no copy of it stays behind in an object that cannot be
  /// wiped.
  private JsonObject unlock(InputStream in)
      throws ChitException, IOException, WebFailure, InterruptedException {
    if (!trying.tryAcquire()) {
      throw new WebFailure(
          409, "busy", "Another passphrase is being tried right now: wait a moment.");
    }
    try {
      if (opened == null) {
        open(opened(read(in)));
      }
      return new JsonObject();
    } finally {
      trying.release();
    }
  }

  private ChitClient opened(char[] passphrase) throws ChitException, InterruptedException {
    try {
      return opener.open(passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private static char[] read(InputStream in) throws IOException, WebFailure {
    byte[] bytes = in.readNBytes(PASSPHRASE_BYTES_MAX + 1);
    try {
      if (bytes.length > PASSPHRASE_BYTES_MAX) {
        throw new WebFailure(413, "too-large", "No passphrase is as long as that.");
      }
      CharBuffer decoded = UTF_8.decode(ByteBuffer.wrap(bytes));
      char[] characters = Arrays.copyOf(decoded.array(), decoded.length());
      Arrays.fill(decoded.array(), '\0');
      return characters;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Opened now = opened;
    if (now != null) {
      now.watching().close();
      now.calls().close();
    }
  }
}
