package dev.chit.doors.mailbox;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.core.ledger.Account;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.blobs.Upload;
import dev.chit.server.calls.RefusedException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;

/// Leaves small messages for clients, of which the door has all bytes.
final class Letters {
  private static final int BLOB_ID_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Shelf shelf;
  private final Store store;

  Letters(Shelf shelf, Store store) {
    this.shelf = shelf;
    this.store = store;
  }

  /// @param from whose quota of files it counts for
  /// @param content 1 byte or more
  /// @throws Post.NoException if too much waits for the client
  void leave(byte[] from, byte[] to, int type, byte[] content)
      throws SQLException, IOException, RefusedException, Post.NoException {
    requireRoom(store, to);
    byte[] blob = newBlobId();
    Upload upload = shelf.begin(AccountId.of(from), blob, content.length);
    try {
      upload.append(List.of(UnsafeByteOperations.unsafeWrap(content)));
      var _ = upload.finish();
    } catch (IOException | RefusedException | SQLException e) {
      upload.close();
      throw e;
    }
    var _ = store.add(to, from, type, content.length, blob);
  }

  /// Makes a key for a client and a member, and leaves it for the client.
  ///
  /// @throws GeneralSecurityException if the client has registered no RSA key
  /// @throws Post.NoException if the client has keys with too many, or too much waits for it
  MemberBook.Bond agree(MemberBook book, Store.Client client, Account member)
      throws GeneralSecurityException,
          SQLException,
          IOException,
          RefusedException,
          Post.NoException {
    byte[] id = member.id().bytes();
    if (book.bond(client.id(), id).isEmpty() && !book.hasRoom(client.id())) {
      throw new Post.NoException("too many members");
    }
    var key = new byte[StandIn.KEY_BYTES];
    RANDOM.nextBytes(key);
    leave(id, client.id(), SendHead.KEY, StandIn.sealKey(key, client.key()));
    var bond = new MemberBook.Bond(id, member.name().value(), key);
    // Only now: what is sealed with it comes behind it.
    var _ = book.put(client.id(), bond);
    return bond;
  }

  /// @throws Post.NoException if too much waits for the client
  static void requireRoom(Store store, byte[] to) throws SQLException, Post.NoException {
    if (store.waiting(to) >= Store.WAITING_MAX) {
      throw new Post.NoException("full");
    }
  }

  /// 32 bytes that nobody can guess.
  static byte[] newBlobId() {
    var id = new byte[BLOB_ID_BYTES];
    RANDOM.nextBytes(id);
    return id;
  }
}
