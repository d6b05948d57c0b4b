package dev.chit.app.crash;

import com.google.protobuf.ByteString;
import dev.chit.app.crash.Item.Message;
import dev.chit.core.AccountId;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.Rejection;
import dev.chit.wire.v1.Send;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The messages that a member sent, and what was said about them. Guarded by its member.
final class Postbag {
  private static final int ID_BYTES = 16;
  private static final int SMALL_BYTES_MAX = 600;
  private static final int LARGE_BYTES_MAX = 40_000;
  private static final int LARGE_ONE_IN = 30;

  private final String name;
  private final Random random;
  private final Faults faults;
  private final Map<AccountId, Long> lastNumber = new HashMap<>();
  private final Map<ByteString, AccountId> sent = new HashMap<>();
  private final Set<ByteString> acknowledged = new HashSet<>();
  private boolean wasBusy;

  Postbag(String name, Random random, Faults faults) {
    this.name = name;
    this.random = random;
    this.faults = faults;
  }

  Message next(long request, AccountId recipient) {
    var id = ByteString.copyFrom(Keys.bytes(random, ID_BYTES));
    int most = random.nextInt(LARGE_ONE_IN) == 0 ? LARGE_BYTES_MAX : SMALL_BYTES_MAX;
    sent.put(id, recipient);
    return new Message(
        Send.newBuilder()
            .setRequest(request)
            .setRecipient(Ids.bytes(recipient))
            .setDevice(1)
            .setId(id)
            .setEnvelope(
                Words.of(id, lastNumber.merge(recipient, 1L, Long::sum), random.nextInt(most)))
            .build());
  }

  void acknowledged(Message message) {
    acknowledged.add(message.send().getId());
  }

  /// @return whether that is the end of it, so that it is not asked for again
  boolean refused(Message message, Rejection rejection) {
    faults.check(
        rejection.getCode().equals("busy"),
        name + "'s message " + message.send().getRequest() + " was refused: " + rejection);
    wasBusy = true;
    return false;
  }

  /// Whom each message was for.
  Map<ByteString, AccountId> sent() {
    return Map.copyOf(sent);
  }

  @Nullable AccountId recipientOf(ByteString id) {
    return sent.get(id);
  }

  /// The messages that were acknowledged.
  Set<ByteString> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /// Whether a message had to be sent again though nothing was interrupted, so that a later one may
  /// have come before it.
  boolean wasBusy() {
    return wasBusy;
  }
}
