package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.mailbox.Letter;
import dev.chit.server.mailbox.Mailboxes;
import dev.chit.server.mailbox.Sender;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.Envelope;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.Fanout;
import dev.chit.wire.v1.FanoutRefused;
import dev.chit.wire.v1.FanoutResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes fanouts in: the envelope becomes a letter in each mailbox named, each admitted or refused
/// as if it had been sent alone. The sender hears once, when it is known of all.
final class Fanouts {
  private Fanouts() {}

  /// How many recipients a fanout counts for; one that names none counts as one.
  static int recipients(Fanout fanout) {
    return Math.max(1, fanout.getRecipients().size() / Limits.FANOUT_RECIPIENT_BYTES);
  }

  /// @param granted how many recipients the sender's allowance reaches for; the others are `busy`
  static void send(
      Mailboxes mailboxes, Member member, Fanout fanout, int granted, Connection connection) {
    Refusal refusal = check(fanout);
    if (refusal != null) {
      var result =
          FanoutResult.newBuilder()
              .setRequest(fanout.getRequest())
              .setRejection(refusal.toProto())
              .build();
      connection.fanned(result, recipients(fanout));
      return;
    }
    var envelope =
        new Envelope(
            member.accountBytes(),
            member.address().device(),
            fanout.getId(),
            fanout.getEnvelope(),
            System.currentTimeMillis());
    var tally = new Tally(fanout, connection);
    long nowNanos = System.nanoTime();
    for (int place = 0; place < recipients(fanout); place++) {
      if (place < granted) {
        DeviceAddress to = recipient(fanout.getRecipients(), place);
        mailboxes.deliver(to, new Letter(envelope, tally, place, nowNanos));
      } else {
        tally.refused(place, Refusals.BUSY);
      }
    }
  }

  private static @Nullable Refusal check(Fanout fanout) {
    ByteString recipients = fanout.getRecipients();
    if (recipients.isEmpty() || recipients.size() % Limits.FANOUT_RECIPIENT_BYTES != 0) {
      return Refusals.badRequest(
          "Recipients are an account id of 16 bytes and a device of 4 each.");
    }
    for (int place = 0; place < recipients(fanout); place++) {
      if (device(recipients, place) < 1) {
        return Refusals.badRequest("A device's number is 1 or more.");
      }
    }
    return Post.check(fanout.getId(), fanout.getEnvelope());
  }

  private static DeviceAddress recipient(ByteString recipients, int place) {
    int at = place * Limits.FANOUT_RECIPIENT_BYTES;
    return new DeviceAddress(
        Ids.account(recipients.substring(at, at + AccountId.LENGTH)), device(recipients, place));
  }

  private static int device(ByteString recipients, int place) {
    int at = place * Limits.FANOUT_RECIPIENT_BYTES + AccountId.LENGTH;
    return recipients.substring(at, at + Integer.BYTES).asReadOnlyByteBuffer().getInt();
  }

  /// Counts what becomes of the letters. A letter's number is its recipient's place.
  private static final class Tally implements Sender {
    private final long request;
    private final int recipients;
    private final Connection connection;
    private final Map<String, FanoutRefused.Builder> refusals = new LinkedHashMap<>();
    private int delivered;
    private int stored;
    private int refused;
    private boolean told;

    Tally(Fanout fanout, Connection connection) {
      this.request = fanout.getRequest();
      this.recipients = recipients(fanout);
      this.connection = connection;
    }

    @Override
    public void delivered(long place) {
      synchronized (this) {
        delivered++;
      }
      tellIfDone();
    }

    @Override
    public void stored(long place) {
      synchronized (this) {
        stored++;
      }
      tellIfDone();
    }

    @Override
    public void refused(long place, Refusal refusal) {
      synchronized (this) {
        refused++;
        refusals
            .computeIfAbsent(
                refusal.code(), _ -> FanoutRefused.newBuilder().setRejection(refusal.toProto()))
            .addRecipients((int) place);
      }
      tellIfDone();
    }

    private void tellIfDone() {
      FanoutResult.Builder result = FanoutResult.newBuilder().setRequest(request);
      synchronized (this) {
        if (told || delivered + stored + refused < recipients) {
          return;
        }
        told = true;
        result.setDelivered(delivered).setStored(stored);
        refusals.values().forEach(result::addRefused);
      }
      connection.fanned(result.build(), recipients);
    }
  }
}
