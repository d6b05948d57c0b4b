package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;

/// Posts to one device of a person. The workers are to be woken after the job.
final class DevicePost implements Poster {
  private final Sealer sealer;
  private final SecureRandom random;
  private final InstantSource clock;

  DevicePost(Sealer sealer, SecureRandom random, InstantSource clock) {
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public void post(Tables tables, DeviceStatement to, Content.Builder content) throws SQLException {
    var id = new byte[MessageId.LENGTH];
    random.nextBytes(id);
    sealer.post(
        tables,
        to,
        UnsealedRow.newBuilder()
            .setRecipient(ByteString.copyFrom(to.account().bytes()))
            .setDevice(to.device())
            .setMessageId(ByteString.copyFrom(id))
            .setContent(content.setSentAtMillis(clock.millis()).build().toByteString())
            .build());
  }
}
