package dev.chit.doors.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The list that everybody is told, made once for all: with thousands of clients it has a megabyte,
/// and there may be thousands who ask and do not read. Safe for many threads.
final class ClientList {
  private final Store store;
  private @Nullable ByteBuffer list;

  ClientList(Store store) {
    this.store = store;
  }

  /// `(client id 16 · name 255)` each; direct, so that sockets take it as it is.
  synchronized ByteBuffer get() throws SQLException {
    ByteBuffer known = list;
    if (known == null) {
      known = make(store.clients());
      list = known;
    }
    return known.asReadOnlyBuffer();
  }

  /// There is another client.
  synchronized void isOld() {
    list = null;
  }

  private static ByteBuffer make(List<Store.Client> clients) {
    ByteBuffer list =
        ByteBuffer.allocateDirect(clients.size() * (Request.ID_BYTES + Request.NAME_BYTES));
    for (Store.Client client : clients) {
      byte[] name = client.name().getBytes(StandardCharsets.US_ASCII);
      list.put(client.id()).put(Arrays.copyOf(name, Request.NAME_BYTES));
    }
    return list.flip();
  }
}
