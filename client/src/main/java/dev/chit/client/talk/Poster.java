package dev.chit.client.talk;

import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.Content;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;

/// Has something sent to one device in its session, as part of the job that keeps what it is about.
@FunctionalInterface
public interface Poster {
  void post(Tables tables, DeviceStatement to, Content.Builder content) throws SQLException;
}
