package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DevicesChanged;
import dev.chit.client.talk.v1.OwnCopy;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import java.sql.SQLException;

/// What concerns the devices of accounts among what is sent and what arrives. Each is part of the
/// job that it belongs to.
public interface DeviceInbox {
  /// This device sends something to somebody: the account's other devices are to know of it.
  void sent(Tables tables, Person to, MessageId id, Content content, Poster poster)
      throws SQLException;

  /// Another device of this account has sent something to somebody.
  void copy(Tables tables, OwnCopy copy) throws SQLException;

  /// Somebody says that the log has something new about their devices.
  void changed(Tables tables, Person from, DevicesChanged changed) throws SQLException;

  /// The server says that there is no such device, for which this content was meant.
  void refused(Tables tables, AccountId account, ByteString message, ByteString content)
      throws SQLException;
}
