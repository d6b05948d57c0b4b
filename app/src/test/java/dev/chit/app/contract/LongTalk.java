package dev.chit.app.contract;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.talk.Keys;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A conversation that took years, put into a profile at once.
final class LongTalk {
  /// What only the eighteenth message says.
  static final String BURIED = "treasure";

  private static final int BURIED_AT = 17;
  private static final int AT_ONCE = 1_000;

  private LongTalk() {}

  /// @param home of a profile that nobody has open
  /// @param other with whom
  static void write(Path home, AccountId other, int messages) throws Exception {
    Instant start = Instant.now().minus(messages, ChronoUnit.MINUTES);
    try (ProfileStore store =
        ProfileStore.open(home, new Unlock.NoPassphrase(), new SecureRandom())) {
      for (int from = 0; from < messages; from += AT_ONCE) {
        int first = from;
        store.run(
            tables -> {
              for (int i = first; i < Math.min(messages, first + AT_ONCE); i++) {
                boolean mine = i % 3 == 0;
                var id = new MessageId(other.hashCode(), i);
                MessageRow row =
                    MessageRow.newBuilder()
                        .setId(ByteString.copyFrom(id.bytes()))
                        .setAccount(ByteString.copyFrom(other.bytes()))
                        .setMine(mine)
                        .setText(text(i))
                        .setAtMillis(start.plus(i, ChronoUnit.MINUTES).toEpochMilli())
                        .setState(MessageState.READ.name())
                        .setRead(true)
                        .build();
                AccountId author = mine ? tables.account() : other;
                tables.messages.add(Keys.message(author, id), other.bytes(), row);
              }
              return true;
            });
      }
    }
  }

  private static String text(int number) {
    return "message number "
        + number
        + " of a long talk".repeat(number % 5)
        + (number == BURIED_AT ? " about " + BURIED : "");
  }
}
