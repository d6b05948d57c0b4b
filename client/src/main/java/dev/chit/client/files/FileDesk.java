package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.FileProgress;
import dev.chit.client.FileState;
import dev.chit.client.MessageState;
import dev.chit.client.SentFile;
import dev.chit.client.SharedFile;
import dev.chit.client.UsageException;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.FileOffer;
import dev.chit.client.talk.v1.FileStretch;
import dev.chit.core.FileId;
import dev.chit.sessions.file.FileKey;
import dev.chit.sessions.file.PieceLayout;
import dev.chit.wire.Limits;
import java.net.URLConnection;
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
public final class FileDesk {
  private final ProfileStore store;
  private final Talk talk;
  private final Attempts attempts;
  private final SecureRandom random;
  private final InstantSource clock;

  /// What is under way, by the row's id.
  private final Set<ByteString> active = ConcurrentHashMap.newKeySet();

  public FileDesk(
      ProfileStore store, Talk talk, Routes routes, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.talk = talk;
    this.attempts = new Attempts(routes);
    this.random = random;
    this.clock = clock;
  }

  /// Opens ways for pieces.
  @FunctionalInterface
  public interface Routes {
    PieceRoute open() throws ChitException, InterruptedException;
  }

  // ── out ──

  /// Leaves a file for somebody with the server and tells them. A file that was cut off on its way
  /// to the same person goes on, unless it was changed.
  public SentFile send(Person to, Path path, FileProgress progress, Duration patience)
      throws ChitException, InterruptedException {
    Path file = path.toAbsolutePath().normalize();
    try (SourceFile source = SourceFile.open(file)) {
      byte[] key = begin(to, file, source);
      return exclusively(
          key,
          () -> {
            long untilMillis = upload(key, source, progress);
            return offer(to, key, untilMillis, patience);
          });
    }
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

  private byte[] begin(Person to, Path file, SourceFile source)
      throws ChitException, InterruptedException {
    byte[] tag = to.account().bytes();
    String name = FileNames.safe(String.valueOf(file.getFileName()));
    ByteString thumbnail = Thumbnail.of(file, source.layout().size());
    return store.run(
        tables -> {
          talk.befriend(tables, to);
          for (Row<FileRow> row : tables.files.tagged(tag, Long.MAX_VALUE, FileRows.WITH_ONE_MAX)) {
            FileRow known = row.value();
            if (FileRows.state(known) == FileState.SENDING
                && known.getPath().equals(file.toString())
                && known.getVersion().equals(source.version())) {
              return FileRows.key(known);
            }
          }
          FileRow row =
              FileRow.newBuilder()
                  .setFileId(random(FileId.LENGTH))
                  .setAccount(FileRows.bytes(to.account()))
                  .setOutgoing(true)
                  .setBlobId(random(Limits.BLOB_ID_BYTES))
                  .setSize(source.layout().size())
                  .setName(name)
                  .setMediaType(mediaType(name))
                  .setThumbnail(thumbnail)
                  .setAtMillis(clock.millis())
                  .setState(FileState.SENDING.name())
                  .setPath(file.toString())
                  .setVersion(source.version())
                  .build();
          FileRows.add(tables, row);
          return FileRows.key(row);
        });
  }

  private static String mediaType(String name) {
    String guessed = URLConnection.guessContentTypeFromName(name);
    return guessed == null ? "" : FileInbox.mediaType(guessed);
  }

  private ByteString random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private long upload(byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    try {
      return attempts.run(heard -> route -> upload(route, key, source, heard), progress);
    } catch (UsageException e) {
      forget(key);
      throw e;
    } catch (ChitRefusedException e) {
      if (attempts.isFinal(e)) {
        forget(key);
      }
      throw e;
    }
  }

  private long upload(PieceRoute route, byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    PieceLayout layout = source.layout();
    FileRow row = row(key);
    PieceRoute.Stored stored = route.stored(row.getBlobId());
    boolean isBegun = row.getStretchesCount() > 0;
    if (isBegun && stored.bytes() == layout.sealedSize()) {
      return stored.untilMillis();
    }
    source.requireUnchanged();
    long first = isBegun ? Math.min(layout.wholePieces(stored.bytes()), layout.pieces() - 1) : 0;
    if (row.getStretchesCount() == Stretches.MAX && first > 0) {
      route.delete(row.getBlobId());
      row = row.toBuilder().setBlobId(random(Limits.BLOB_ID_BYTES)).clearStretches().build();
      first = 0;
    }
    row = withNewKey(key, row, first);
    try (PieceRoute.Sink sink =
        route.send(row.getBlobId(), layout.sealedSize(), PieceLayout.sealedOffset(first))) {
      var walk = new Stretches.Walk(row.getStretchesList(), layout);
      Pieces.send(source, walk.at(first), first, sink, progress);
      source.requireUnchanged();
      return sink.finish();
    }
  }

  /// Kept before the first byte leaves: no key seals anything twice, whatever happens.
  private FileRow withNewKey(byte[] key, FileRow row, long first)
      throws ChitException, InterruptedException {
    List<FileStretch> stretches =
        Stretches.goOn(row.getStretchesList(), first, FileKey.random(random));
    FileRow next = row.toBuilder().clearStretches().addAllStretches(stretches).build();
    store.run(
        tables -> {
          tables.files.put(key, next);
          return true;
        });
    return next;
  }

  private FileRow row(byte[] key) throws ChitException, InterruptedException {
    return store.run(
        tables ->
            tables
                .files
                .get(key)
                .orElseThrow(() -> new UsageException("unknown-file", "This file was forgotten.")));
  }

  private void forget(byte[] key) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          Optional<Row<FileRow>> row = tables.files.find(key);
          if (row.isPresent()) {
            tables.files.remove(row.get().sequence());
          }
          return true;
        });
  }

  private record Offered(SharedFile file, Talk.Posted posted) {}

  /// What is said and that it was said are kept as one.
  private SentFile offer(Person to, byte[] key, long untilMillis, Duration patience)
      throws ChitException, InterruptedException {
    Offered offered =
        store.run(
            tables -> {
              Row<FileRow> found = tables.files.find(key).orElseThrow();
              FileRow row =
                  found.value().toBuilder()
                      .setState(FileState.SENT.name())
                      .setAtMillis(clock.millis())
                      .setExpiresAtMillis(untilMillis)
                      .build();
              tables.files.replace(found.sequence(), row);
              Content.Builder content = Content.newBuilder().setFile(offer(row));
              return new Offered(
                  FileRows.file(tables, new Row<>(found.sequence(), row)),
                  talk.postAwaited(tables, to, content));
            });
    MessageState state = talk.await(offered.posted(), patience);
    return new SentFile(offered.file(), state);
  }

  private static FileOffer offer(FileRow row) {
    return FileOffer.newBuilder()
        .setFileId(row.getFileId())
        .setBlobId(row.getBlobId())
        .setSize(row.getSize())
        .addAllStretches(row.getStretchesList())
        .setName(row.getName())
        .setMediaType(row.getMediaType())
        .setThumbnail(row.getThumbnail())
        .setExpiresAtMillis(row.getExpiresAtMillis())
        .build();
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
          FileRow row = row(key);
          Path folder = directory.toAbsolutePath().normalize();
          var layout = new PieceLayout(row.getSize());
          try (PartFile part = PartFile.open(folder, file.id(), layout)) {
            part.recheck(new Stretches.Walk(row.getStretchesList(), layout));
            if (part.good() < layout.pieces()) {
              download(row, file, part, layout, progress);
            }
            return saved(key, part.finish(row.getName()));
          }
        });
  }

  private void download(
      FileRow row, SharedFile file, PartFile part, PieceLayout layout, FileProgress progress)
      throws ChitException, InterruptedException {
    try {
      var _ = attempts.run(heard -> route -> fetch(route, row, part, layout, heard), progress);
    } catch (ChitRefusedException e) {
      throw e.code().equals("unknown-blob")
          ? new ChitRefusedException(
              e.code(),
              "The server no longer has this file: ask " + file.otherName() + " to send it again.")
          : e;
    }
  }

  private static boolean fetch(
      PieceRoute route, FileRow row, PartFile part, PieceLayout layout, FileProgress progress)
      throws ChitException, InterruptedException {
    long offset = PieceLayout.sealedOffset(part.good());
    try (PieceRoute.Source source = route.fetch(row.getBlobId(), offset)) {
      var keys = new Stretches.Walk(row.getStretchesList(), layout);
      Pieces.receive(source, layout, keys, part, progress);
      return true;
    }
  }

  private SharedFile saved(byte[] key, Path path) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Row<FileRow> found = tables.files.find(key).orElseThrow();
          FileRow row =
              found.value().toBuilder()
                  .setState(FileState.SAVED.name())
                  .setPath(path.toString())
                  .build();
          tables.files.replace(found.sequence(), row);
          return FileRows.file(tables, new Row<>(found.sequence(), row));
        });
  }

  // ── the end ──

  /// Forgets a file. One's own is deleted at the server too, saved by its recipient or not.
  public void delete(SharedFile file) throws ChitException, InterruptedException {
    byte[] key = FileRows.key(file.other(), file.outgoing(), file.id());
    FileRow row = row(key);
    if (file.outgoing()) {
      var _ =
          attempts.run(
              _ ->
                  route -> {
                    route.delete(row.getBlobId());
                    return true;
                  },
              FileProgress.NONE);
    }
    forget(key);
  }
}
