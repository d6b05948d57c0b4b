package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import dev.chit.client.SentFile;
import dev.chit.client.SharedFile;
import dev.chit.client.UsageException;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.talk.Talk;
import dev.chit.core.ConversationId;
import dev.chit.sessions.file.PieceLayout;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What this profile does with files. Each step is kept before the next is taken, so that a
/// transfer that was cut or killed goes on where it was.
public final class FileDesk implements AutoCloseable {
  private final FileBook book;
  private final Sending sending;
  private final Attempts<PieceRoute> attempts;
  private final Fetching fetching;
  private final Lenders lenders;
  private final Holding holding;
  private final FileTimes times;

  /// What is under way, by the row's id.
  private final Set<ByteString> active = ConcurrentHashMap.newKeySet();

  public FileDesk(
      ProfileStore store,
      Talk talk,
      Audience audience,
      Routes routes,
      Lenders lenders,
      SecureRandom random,
      InstantSource clock) {
    this.book = new FileBook(store);
    this.attempts = new Attempts<>(routes::open);
    this.times = new FileTimes(talk.expiry(), clock);
    talk.expiry().spare(active::contains);
    this.sending = new Sending(store, talk, audience, attempts, random, clock, times);
    this.fetching = new Fetching(book, routes, lenders);
    this.lenders = lenders;
    this.holding = new Holding(store, sending, lenders, routes);
  }

  /// Opens ways by the server.
  public interface Routes {
    /// Whether the server is there now.
    boolean areThere();

    PieceRoute open() throws ChitException, InterruptedException;
  }

  /// This process stays: what is held ready goes to the server when links end.
  public void stay() {
    holding.start();
  }

  /// A link, or the server, may have come or gone.
  public void look() {
    holding.look();
  }

  @Override
  public void close() {
    holding.close();
  }

  // ── out ──

  /// Leaves a file for somebody with the server and tells them; holds it ready instead as long as
  /// they are linked. A file that was cut off on its way to the same person goes on, unless it was
  /// changed.
  public SentFile send(Person to, Path path, FileProgress progress, Duration patience)
      throws ChitException, InterruptedException {
    return send(
        new Recipient.Somebody(to),
        path,
        progress,
        patience,
        key ->
            // Of several devices one may be linked and another not: the server has it for all.
            to.devices().size() == 1 && lenders.has(to.account())
                ? sending.hold(to, key, patience)
                : Optional.empty());
  }

  /// As [#send(Person, Path, FileProgress, Duration)], for everybody in a group: it is left with
  /// the server once.
  public SentFile send(ConversationId group, Path path, FileProgress progress, Duration patience)
      throws ChitException, InterruptedException {
    return send(new Recipient.Everybody(group), path, progress, patience, _ -> Optional.empty());
  }

  private SentFile send(
      Recipient whom, Path path, FileProgress progress, Duration patience, Held held)
      throws ChitException, InterruptedException {
    Path file = path.toAbsolutePath().normalize();
    try (SourceFile source = SourceFile.open(file)) {
      byte[] key = sending.begin(whom, file, source);
      return exclusively(
          key,
          () -> {
            Optional<SentFile> ready = held.of(key);
            if (ready.isPresent()) {
              return ready.get();
            }
            long untilMillis = sending.upload(key, source, progress);
            return sending.offer(whom, key, untilMillis, patience);
          });
    }
  }

  /// The file, if it was told of without leaving it with the server.
  @FunctionalInterface
  private interface Held {
    Optional<SentFile> of(byte[] key) throws ChitException, InterruptedException;
  }

  private <T> T exclusively(byte[] key, Work<T> work) throws ChitException, InterruptedException {
    ByteString name = ByteString.copyFrom(key);
    if (!active.add(name)) {
      throw new UsageException("under-way", "This file is under way already.");
    }
    try {
      return work.run();
    } finally {
      active.remove(name);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws ChitException, InterruptedException;
  }

  // ── in ──

  /// Fetches a file that somebody sent and gives it its name in a folder once all of it is here and
  /// checked. What an earlier attempt left there is gone on with. No file is replaced.
  public SharedFile save(SharedFile file, Path directory, FileProgress progress)
      throws ChitException, InterruptedException {
    byte[] key = FileRows.key(file.other(), false, file.id());
    return exclusively(
        key,
        () -> {
          FileRow row = book.row(key);
          Path folder = directory.toAbsolutePath().normalize();
          var layout = new PieceLayout(row.getSize());
          try (PartFile part = PartFile.open(folder, file.id(), layout)) {
            part.recheck(new Stretches.Walk(row.getStretchesList(), layout));
            if (part.good() < layout.pieces()) {
              fetching.run(file, part, layout, progress);
            }
            Path saved = part.finish(row.getName());
            fetching.done(row);
            return book.saved(key, saved, times);
          }
        });
  }

  /// Notes that a person was shown these.
  public void seen(List<SharedFile> files) throws ChitException, InterruptedException {
    book.seen(
        files.stream().map(it -> FileRows.key(it.other(), it.outgoing(), it.id())).toList(), times);
  }

  // ── the end ──

  /// Forgets a file. One's own is deleted at the server too, saved by its recipient or not.
  public void delete(SharedFile file) throws ChitException, InterruptedException {
    byte[] key = FileRows.key(file.other(), file.outgoing(), file.id());
    FileRow row = book.row(key);
    if (file.outgoing() && !row.getFresh()) {
      var _ =
          attempts.run(
              _ ->
                  route -> {
                    route.delete(row.getBlobId());
                    return true;
                  },
              FileProgress.NONE);
    }
    book.forget(key);
  }
}
