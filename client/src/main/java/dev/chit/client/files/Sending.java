package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.FileProgress;
import dev.chit.client.FileState;
import dev.chit.client.SentFile;
import dev.chit.client.SharedFile;
import dev.chit.client.UsageException;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.FileOffer;
import dev.chit.client.talk.v1.FileStretch;
import dev.chit.core.ConversationId;
import dev.chit.core.FileId;
import dev.chit.sessions.file.FileKey;
import dev.chit.sessions.file.PieceLayout;
import dev.chit.wire.Limits;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The steps of sending a file: its row, its pieces, the message about it.
final class Sending {
  private final ProfileStore store;
  private final FileBook book;
  private final Talk talk;
  private final Audience audience;
  private final Attempts<PieceRoute> attempts;
  private final SecureRandom random;
  private final InstantSource clock;
  private final FileTimes times;

  Sending(
      ProfileStore store,
      Talk talk,
      Audience audience,
      Attempts<PieceRoute> attempts,
      SecureRandom random,
      InstantSource clock,
      FileTimes times) {
    this.store = store;
    this.book = new FileBook(store);
    this.talk = talk;
    this.audience = audience;
    this.attempts = attempts;
    this.random = random;
    this.clock = clock;
    this.times = times;
  }

  /// The row of a file that is to be sent: of one that was cut off and has not changed, or a new
  /// one.
  byte[] begin(Recipient to, Path file, SourceFile source)
      throws ChitException, InterruptedException {
    String name = FileNames.safe(String.valueOf(file.getFileName()));
    ByteString thumbnail = Thumbnail.of(file, source.layout().size());
    return store.run(
        tables -> {
          switch (to) {
            case Recipient.Somebody(Person person) -> {
              person.requireOwnKey();
              talk.befriend(tables, person);
            }
            case Recipient.Everybody(ConversationId group) -> audience.require(tables, group);
          }
          FileRow.Builder begun =
              to.in(FileRow.newBuilder(), FileRows.bytes(tables.account())).setOutgoing(true);
          byte[] tag = FileRows.tag(begun.build());
          for (Row<FileRow> row : tables.files.tagged(tag, Long.MAX_VALUE, FileRows.WITH_ONE_MAX)) {
            FileRow known = row.value();
            if (FileRows.state(known) == FileState.SENDING
                && known.getPath().equals(file.toString())
                && known.getVersion().equals(source.version())) {
              return FileRows.key(known);
            }
          }
          FileRow row =
              begun
                  .setFileId(random(FileId.LENGTH))
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

  /// Leaves a file with the server; forgets it if that cannot be.
  ///
  /// @return when the server deletes it, epoch milliseconds
  long upload(byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    try {
      return leave(key, source, progress);
    } catch (UsageException e) {
      book.forget(key);
      throw e;
    } catch (ChitRefusedException e) {
      if (Attempts.isFinal(e)) {
        book.forget(key);
      }
      throw e;
    }
  }

  /// As [#upload], and forgets nothing.
  long leave(byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    return attempts.run(heard -> route -> upload(route, key, source, heard), progress);
  }

  private long upload(PieceRoute route, byte[] key, SourceFile source, FileProgress progress)
      throws ChitException, InterruptedException {
    PieceLayout layout = source.layout();
    FileRow row = book.row(key);
    PieceRoute.Stored stored = route.stored(row.getBlobId());
    boolean isBegun = row.getStretchesCount() > 0 && !row.getFresh();
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
    row = row.getFresh() ? withFirstKey(key, row) : withNewKey(key, row, first);
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

  /// What was lent over links is sealed in the same way for the server, once: what the recipient
  /// has of it stays good.
  private FileRow withFirstKey(byte[] key, FileRow row) throws ChitException, InterruptedException {
    FileRow next = row.toBuilder().setFresh(false).build();
    book.put(key, next);
    return next;
  }

  private record Offered(SharedFile file, Audience.Announced announced) {}

  /// What is said and that it was said are kept as one.
  SentFile offer(Recipient to, byte[] key, long untilMillis, Duration patience)
      throws ChitException, InterruptedException {
    return offer(to, key, row -> row.setExpiresAtMillis(untilMillis).setHeld(false), patience);
  }

  /// Holds a file ready for somebody who is linked, if nothing of it is with the server yet, and
  /// tells them.
  Optional<SentFile> hold(Person to, byte[] key, Duration patience)
      throws ChitException, InterruptedException {
    if (book.row(key).getStretchesCount() > 0) {
      return Optional.empty();
    }
    List<FileStretch> stretches = Stretches.goOn(List.of(), 0, FileKey.random(random));
    return Optional.of(
        offer(
            new Recipient.Somebody(to),
            key,
            row -> row.addAllStretches(stretches).setFresh(true).setHeld(true),
            patience));
  }

  private SentFile offer(Recipient to, byte[] key, Consumer<FileRow.Builder> how, Duration patience)
      throws ChitException, InterruptedException {
    Offered offered =
        store.run(
            tables -> {
              Row<FileRow> found = tables.files.find(key).orElseThrow();
              FileRow.Builder next =
                  found.value().toBuilder()
                      .setState(FileState.SENT.name())
                      .setAtMillis(clock.millis());
              if (FileRows.state(found.value()) == FileState.SENDING) {
                next.setDisappearSeconds(FileTimes.chosen(tables, found.value()));
              }
              how.accept(next);
              Audience.Announced said =
                  post(tables, to, Content.newBuilder().setFile(offer(next.build())));
              FileRow row = times.sent(tables, next.build(), said.id());
              tables.files.replace(found.sequence(), row);
              return new Offered(FileRows.file(tables, new Row<>(found.sequence(), row)), said);
            });
    return new SentFile(offered.file(), offered.announced().await(patience));
  }

  private Audience.Announced post(Tables tables, Recipient to, Content.Builder content)
      throws SQLException, ChitRefusedException {
    return switch (to) {
      case Recipient.Somebody(Person person) -> {
        Talk.Posted posted = talk.postAwaited(tables, person, content);
        yield new Audience.Announced(posted.id(), patience -> talk.await(posted, patience));
      }
      case Recipient.Everybody(ConversationId group) -> audience.post(tables, group, content);
    };
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
        .setHeld(row.getHeld())
        .setDisappearSeconds(row.getDisappearSeconds())
        .build();
  }
}
