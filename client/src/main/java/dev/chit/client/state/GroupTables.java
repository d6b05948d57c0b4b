package dev.chit.client.state;

import com.google.protobuf.BytesValue;
import dev.chit.client.state.v1.GroupAskedRow;
import dev.chit.client.state.v1.GroupEarlyRow;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.state.v1.GroupOwnKeyRow;
import dev.chit.client.state.v1.GroupRow;
import dev.chit.client.state.v1.GroupSentRow;
import dev.chit.sessions.vault.Vault;
import java.sql.Connection;
import java.sql.SQLException;

/// What is stored of groups.
public final class GroupTables {
  /// Id: group id.
  public final SealedTable<GroupRow> groups;

  /// Signed changes of the membership lists; id: group id ‖ hash; tag: group id.
  public final SealedTable<BytesValue> changes;

  /// Id: group id.
  public final SealedTable<GroupOwnKeyRow> ownKeys;

  /// Sender keys of others; id: key id ‖ account ‖ device; tag: group id ‖ account ‖ device.
  public final SealedTable<BytesValue> keys;

  public final SealedTable<GroupOutboxRow> outbox;

  /// Id: envelope id.
  public final SealedTable<GroupSentRow> sent;

  /// Id: direction ‖ account ‖ device.
  public final SealedTable<GroupAskedRow> asked;

  /// Tag: account ‖ device.
  public final SealedTable<GroupEarlyRow> early;

  GroupTables(Connection database, Vault vault) throws SQLException {
    groups = new SealedTable<>(database, vault, "member_groups", GroupRow.parser());
    changes = new SealedTable<>(database, vault, "group_changes", BytesValue.parser());
    ownKeys = new SealedTable<>(database, vault, "group_own_keys", GroupOwnKeyRow.parser());
    keys = new SealedTable<>(database, vault, "group_keys", BytesValue.parser());
    outbox = new SealedTable<>(database, vault, "group_outbox", GroupOutboxRow.parser());
    sent = new SealedTable<>(database, vault, "group_sent", GroupSentRow.parser());
    asked = new SealedTable<>(database, vault, "group_asked", GroupAskedRow.parser());
    early = new SealedTable<>(database, vault, "group_early", GroupEarlyRow.parser());
  }
}
