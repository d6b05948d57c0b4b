package dev.chit.client.talk;

import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.crypto.DeviceStatement;
import dev.chit.wire.v1.Delivery;
import java.sql.SQLException;

/// What is for groups among what arrives. Each is part of the job that opens it.
public interface GroupInbox {
  /// Has the time of messages that disappear count. Set before anything arrives.
  default void counting(Expiry expiry) {}

  /// An envelope that was sealed with a sender key.
  void envelope(
      Tables tables, Person from, DeviceStatement device, Delivery delivery, Poster poster)
      throws SQLException;

  /// What a member's device said in its session.
  void content(
      Tables tables,
      Person from,
      DeviceStatement device,
      GroupContent content,
      long atMillis,
      Poster poster)
      throws SQLException;
}
