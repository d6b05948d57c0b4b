package dev.chit.server.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.chit.core.log.SignedCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last signed checkpoint in a file of its own, outside the database, where a database that was
/// restored from an old copy is noticed. Written by its own thread, a few times a second at most.
final class CheckpointFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CheckpointFile.class);
  private static final long PAUSE_MILLIS = 250;

  private final Path file;
  private final Thread thread;
  private @Nullable SignedCheckpoint wanted;
  private final CountDownLatch closing = new CountDownLatch(1);

  CheckpointFile(Path file) {
    this.file = file;
    thread = Thread.ofPlatform().daemon().name("checkpoint-file").unstarted(this::keep);
  }

  /// The note in the file, if there is one.
  Optional<String> read() throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void start(SignedCheckpoint checkpoint) {
    put(checkpoint);
    thread.start();
  }

  synchronized void put(SignedCheckpoint checkpoint) {
    wanted = checkpoint;
    notifyAll();
  }

  private void keep() {
    try {
      for (SignedCheckpoint next = take(); next != null; next = take()) {
        write(next);
        var _ = closing.await(PAUSE_MILLIS, MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable SignedCheckpoint take() throws InterruptedException {
    while (wanted == null && closing.getCount() > 0) {
      wait();
    }
    SignedCheckpoint taken = wanted;
    wanted = null;
    return taken;
  }

  private void write(SignedCheckpoint checkpoint) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = UTF_8.encode(checkpoint.note());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // An older one in the file still notices older copies, only not the newest of them.
      log.warn("The checkpoint could not be written to {}: {}", file, e.getMessage());
    }
  }

  /// Writes the last one and ends.
  @Override
  public void close() {
    synchronized (this) {
      closing.countDown();
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
