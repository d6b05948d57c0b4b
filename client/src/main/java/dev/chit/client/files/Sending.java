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

/// The steps of sending a file: its row, its pieces, the message about it.
final class Sending {
  private final ProfileStore store;
  private final FileBook book;
  private final Talk talk;
  private final Attempts attempts;
  private final SecureRandom random;
  private final InstantSource clock;

  Sending(
      ProfileStore store, Talk talk, Attempts attempts, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.book = new FileBook(store);
    this.talk = talk;
    this.attempts = attempts;
    this.random = random;
    this.clock = clock;
  }

  /// The row of a file that is to be sent: of one that was cut off and has not changed, or a new
  /// one.
  byte[] begin(Person to, Path file, SourceFile source) throws ChitException, InterruptedException {
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

  /// Leaves a file with the server.
  ///
  /// @return when the server deletes it, epoch milliseconds
  long upload(byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    try {
      return attempts.run(heard -> route -> upload(route, key, source, heard), progress);
    } catch (UsageException e) {
      book.forget(key);
      throw e;
    } catch (ChitRefusedException e) {
      if (attempts.isFinal(e)) {
        book.forget(key);
      }
      throw e;
    }
  }

  private long upload(PieceRoute route, byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    PieceLayout layout = source.layout();
    FileRow row = book.row(key);
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
    book.put(key, next);
    return next;
  }

  private record Offered(SharedFile file, Talk.Posted posted) {}

  /// What is said and that it was said are kept as one.
  SentFile offer(Person to, byte[] key, long untilMillis, Duration patience)
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
}
