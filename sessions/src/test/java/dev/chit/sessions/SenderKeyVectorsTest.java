package dev.chit.sessions;

import static dev.chit.sessions.Vectors.bytes;
import static dev.chit.sessions.Vectors.cases;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonObject;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.crypto.Ed25519;
import org.junit.jupiter.api.Test;

/// The published vectors, made by the model, hold for the real implementation bit by bit.
class SenderKeyVectorsTest {
  private static final JsonObject ALL = Vectors.read("sender-keys.json");

  @Test
  void theModelStillMakesTheSameVectors() {
    assertEquals(Vectors.text("sender-keys.json"), new SenderKeyVectorsMaker().text());
  }

  @Test
  void messagesAreSealedAndOpenedAsPublished() {
    var group = ConversationId.of(bytes(ALL, "group"));
    var sender = new DeviceAddress(AccountId.of(bytes(ALL, "account")), 7);
    SenderKey key = SenderKey.decode(bytes(ALL, "state"));
    assertArrayEquals(bytes(ALL, "share"), key.share().encode());
    ReceivedSenderKey received =
        ReceivedSenderKey.of(group, sender, SenderKeyShare.parse(bytes(ALL, "share")));
    for (JsonObject vector : cases(ALL, "messages")) {
      var plain =
          new GroupPlain(
              group,
              sender,
              MessageId.of(bytes(vector, "message")),
              bytes(vector, "epoch"),
              bytes(vector, "body"));
      SenderKey.Sealed sealed = key.seal(plain);
      assertArrayEquals(bytes(vector, "envelope"), sealed.envelope());
      key = sealed.next();
      assertArrayEquals(bytes(vector, "state"), key.encode());
      assertArrayEquals(bytes(vector, "share"), key.share().encode());
      var opened =
          assertInstanceOf(
              ReceivedSenderKey.Opened.class,
              received.open(sender, bytes(vector, "envelope"), Ed25519.verifier()));
      assertEquals(plain, opened.plain());
      received = opened.key();
    }
  }
}
