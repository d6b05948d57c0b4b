package dev.chit.client.talk;

import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnsealedRow;
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

  /// Somebody is about to close the account.
  void farewell(Tables tables, Person from) throws SQLException;

  /// The server says that somebody has closed the account.
  void saidClosed(Tables tables, AccountId account) throws SQLException;

  /// The server says that there is no such device as this was for.
  void refused(Tables tables, UnsealedRow row) throws SQLException;
}
