package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.FileState;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.state.v1.UnseenFile;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.v1.FileOffer;
import dev.chit.client.watch.Unseen;
import dev.chit.core.ConversationId;
import dev.chit.core.FileId;
import dev.chit.sessions.file.PieceLayout;
import dev.chit.wire.Limits;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files that others send: kept as an offer, told once. Nothing is fetched unasked.
public final class FileInbox {
  static final int THUMBNAIL_BYTES_MAX = 16 << 10;
  private static final int NAME_BYTES_MAX = 255;
  private static final int MEDIA_TYPE_BYTES_MAX = 100;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");
  private static final long FAR_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private FileInbox() {}

  /// Somebody sends a file. Drops what is not well formed, and what is known but for news of where
  /// it is.
  public static void offered(Tables tables, Person from, FileOffer offer, long atMillis)
      throws SQLException {
    offered(tables, from, ByteString.EMPTY, offer, atMillis);
  }

  /// As [#offered(Tables, Person, FileOffer, long)], to a group that both are in. What is held
  /// ready is for one person alone; and of members who are no contacts there are no pictures.
  public static void offeredToGroup(
      Tables tables, Person from, ConversationId group, FileOffer offer, long atMillis)
      throws SQLException {
    if (!offer.getHeld()) {
      FileOffer shown =
          Consent.isContact(tables, from.account())
              ? offer
              : offer.toBuilder().clearThumbnail().build();
      offered(tables, from, ByteString.copyFrom(group.bytes()), shown, atMillis);
    }
  }

  private static void offered(
      Tables tables, Person from, ByteString group, FileOffer offer, long atMillis)
      throws SQLException {
    if (!isWellFormed(offer)) {
      return;
    }
    FileId id = FileId.of(offer.getFileId().toByteArray());
    byte[] key = FileRows.key(from.account(), false, id);
    Optional<Row<FileRow>> known = tables.files.find(key);
    if (known.isPresent()) {
      moved(tables, known.get(), offer);
      return;
    }
    FileRow row =
        FileRow.newBuilder()
            .setFileId(offer.getFileId())
            .setAccount(FileRows.bytes(from.account()))
            .setBlobId(offer.getBlobId())
            .setSize(offer.getSize())
            .addAllStretches(offer.getStretchesList())
            .setName(FileNames.safe(offer.getName()))
            .setMediaType(mediaType(offer.getMediaType()))
            .setThumbnail(thumbnail(offer.getThumbnail()))
            .setAtMillis(atMillis)
            .setExpiresAtMillis(offer.getExpiresAtMillis())
            .setState(FileState.OFFERED.name())
            .setHeld(offer.getHeld())
            .setGroup(group)
            .setDisappearSeconds(Disappearing.seconds(offer.getDisappearSeconds()))
            .build();
    FileRows.add(tables, row);
    Unseen.add(tables, UnseenFile.newBuilder().setRow(ByteString.copyFrom(key)));
  }

  /// A file that its sender's client held ready is with the server now.
  private static void moved(Tables tables, Row<FileRow> known, FileOffer offer)
      throws SQLException {
    FileRow row = known.value();
    if (row.getHeld() && !offer.getHeld() && row.getSize() == offer.getSize()) {
      tables.files.replace(
          known.sequence(),
          row.toBuilder()
              .setBlobId(offer.getBlobId())
              .clearStretches()
              .addAllStretches(offer.getStretchesList())
              .setExpiresAtMillis(offer.getExpiresAtMillis())
              .setHeld(false)
              .build());
    }
  }

  private static boolean isWellFormed(FileOffer offer) {
    return offer.getFileId().size() == FileId.LENGTH
        && offer.getBlobId().size() == Limits.BLOB_ID_BYTES
        && offer.getSize() >= 0
        && offer.getSize() <= PieceLayout.SIZE_MAX
        && Stretches.areWellFormed(offer.getStretchesList(), new PieceLayout(offer.getSize()))
        && offer.getNameBytes().size() <= NAME_BYTES_MAX
        && offer.getExpiresAtMillis() >= 0
        && offer.getExpiresAtMillis() <= FAR_MILLIS;
  }

  /// Without what does not look like one: it is only a hint.
  static String mediaType(String said) {
    return said.length() <= MEDIA_TYPE_BYTES_MAX && MEDIA_TYPE.matcher(said).matches() ? said : "";
  }

  private static ByteString thumbnail(ByteString said) {
    return said.size() <= THUMBNAIL_BYTES_MAX ? said : ByteString.EMPTY;
  }
}
