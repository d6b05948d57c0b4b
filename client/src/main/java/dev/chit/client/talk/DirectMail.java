package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.MessageState;
import dev.chit.client.link.v1.LinkEnvelope;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.work.Repeater;
import dev.chit.core.AccountId;
import dev.chit.sessions.DeviceAddress;
import dev.chit.wire.v1.Delivery;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Messages that travel without the server: the same outbox and the same opening, at the other end
/// of a direct link instead of the connection.
public final class DirectMail {
  private static final int ROWS_AT_ONCE = 64;

  private final ProfileStore store;
  private final Repeater<OutboxRow> outbox;
  private final Opener opener;
  private final Acknowledged acknowledged;
  private final Runnable sending;
  private final Runnable arrived;
  private final InstantSource clock;
  private volatile Links links = Links.NONE;

  /// The links that there are.
  public interface Links {
    Links NONE =
        new Links() {
          @Override
          public boolean take(DeviceAddress to, long sequence) {
            return false;
          }

          @Override
          public void wake() {}
        };

    /// Whether a link carries this row of the outbox, so that the server need not.
    boolean take(DeviceAddress to, long sequence);

    /// Something new may be in the outbox.
    void wake();
  }

  /// Writes down how far a row has come.
  @FunctionalInterface
  interface Acknowledged {
    void write(Tables tables, long sequence, MessageState state) throws SQLException;
  }

  /// @param sending wakes the way by the server
  /// @param arrived wakes what waits for new messages
  DirectMail(
      ProfileStore store,
      Repeater<OutboxRow> outbox,
      Opener opener,
      Acknowledged acknowledged,
      Runnable sending,
      Runnable arrived,
      InstantSource clock) {
    this.store = store;
    this.outbox = outbox;
    this.opener = opener;
    this.acknowledged = acknowledged;
    this.sending = sending;
    this.arrived = arrived;
    this.clock = clock;
  }

  public void use(Links those) {
    links = those;
  }

  boolean takes(long sequence, OutboxRow row) {
    return links.take(address(row), sequence);
  }

  private static DeviceAddress address(OutboxRow row) {
    return new DeviceAddress(AccountId.of(row.getRecipient().toByteArray()), row.getDevice());
  }

  void wake() {
    links.wake();
  }

  /// Rows of the outbox for one device, at most a frame's items.
  ///
  /// @param through all rows up to this one were looked at
  public record Waiting(List<Row<OutboxRow>> rows, long through) {}

  /// Those behind `after`, in order.
  public Waiting waiting(DeviceAddress device, long after)
      throws ChitException, InterruptedException {
    var found = new ArrayList<Row<OutboxRow>>();
    long through = after;
    while (true) {
      long from = through;
      List<Row<OutboxRow>> rows = store.run(tables -> tables.outbox.after(from, ROWS_AT_ONCE));
      for (Row<OutboxRow> row : rows) {
        through = row.sequence();
        if (address(row.value()).equals(device)) {
          found.add(row);
        }
        if (found.size() == ROWS_AT_ONCE) {
          return new Waiting(found, through);
        }
      }
      if (rows.isEmpty()) {
        return new Waiting(found, through);
      }
    }
  }

  /// Opens and keeps what a contact's device sent; on disk when it returns.
  public void arrived(DeviceAddress from, List<LinkEnvelope> envelopes)
      throws ChitException, InterruptedException {
    List<Delivery> deliveries =
        envelopes.stream()
            .map(
                one ->
                    Delivery.newBuilder()
                        .setSender(ByteString.copyFrom(from.account().bytes()))
                        .setSenderDevice(from.device())
                        .setId(one.getId())
                        .setEnvelope(one.getEnvelope())
                        .setReceivedAtMillis(clock.millis())
                        .build())
            .toList();
    store.run(
        tables -> {
          opener.open(tables, deliveries, 0);
          return true;
        });
    arrived.run();
  }

  /// These rows are on their recipient's disk.
  public void delivered(List<Long> sequences) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          for (long sequence : sequences) {
            acknowledged.write(tables, sequence, MessageState.DELIVERED);
          }
          return true;
        });
  }

  /// These rows were left to a link that has ended: the server is to carry them.
  public void takeBack(Collection<Long> sequences) {
    sequences.forEach(outbox::again);
    sending.run();
  }
}
