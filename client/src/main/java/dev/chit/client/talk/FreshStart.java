package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.files.FileRows;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;

/// Begins all conversations' keys anew, after a profile was put back from a backup: the sessions of
/// that day have gone on elsewhere, and a key that was used must not be used again.
public final class FreshStart {
  private FreshStart() {}

  /// Forgets every session and own sender key, has this device's prekeys made anew, and has what
  /// was under way sealed again; whoever has it already knows it by its message id.
  public static void of(Tables tables) throws SQLException {
    var again = new ArrayList<UnsealedRow>();
    tables.outbox.forEach(
        row -> {
          Optional<SentRow> sent = tables.sent.get(row.value().getEnvelopeId().toByteArray());
          if (sent.isPresent()) {
            again.add(unsealed(row.value(), sent.get().getContent()));
          } else {
            // Its copy has given way to newer ones: the member sees that it did not leave.
            MessageId id = MessageId.of(row.value().getMessageId().toByteArray());
            var _ = Sealer.move(tables, tables.account(), id, MessageState.REFUSED);
          }
        });
    tables.unsealed.forEach(row -> again.add(row.value()));
    tables.outbox.removeThrough(Long.MAX_VALUE);
    tables.unsealed.removeThrough(Long.MAX_VALUE);
    tables.peers.removeThrough(Long.MAX_VALUE);
    tables.groups.ownKeys.removeThrough(Long.MAX_VALUE);
    for (UnsealedRow row : again) {
      AccountId to = AccountId.of(row.getRecipient().toByteArray());
      tables.unsealed.add(null, Keys.device(to, row.getDevice()), row);
    }
    FileRows.beginAnew(tables, new SecureRandom());
    tables.profile(tables.profile().toBuilder().setPrekeysPublished(false).build());
  }

  private static UnsealedRow unsealed(OutboxRow row, ByteString content) {
    return UnsealedRow.newBuilder()
        .setRecipient(row.getRecipient())
        .setDevice(row.getDevice())
        .setMessageId(row.getMessageId())
        .setContent(content)
        .build();
  }
}
