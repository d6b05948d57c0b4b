package dev.chit.client.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.OfferRow;
import dev.chit.client.talk.v1.LinkOffer;
import dev.chit.core.AccountId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.DeviceAddress;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where contacts' devices say that they can be dialled.
public final class LinkOffers {
  private LinkOffers() {}

  /// An offer that holds.
  ///
  /// @param at the device that made it
  record Kept(DeviceAddress at, LinkOffer offer) {}

  /// A contact's device can be dialled, or no longer. Drops what is not well formed.
  public static void offered(Tables tables, DeviceStatement from, LinkOffer offer)
      throws SQLException {
    byte[] key = key(from.account(), from.device());
    Optional<Row<OfferRow>> before = tables.offers.find(key);
    if (before.isPresent()) {
      tables.offers.remove(before.get().sequence());
    }
    if (offer.getToken().size() == LinkLimits.TOKEN_LENGTH
        && offer.getAddressesCount() >= 1
        && offer.getAddressesCount() <= LinkLimits.ADDRESSES_MAX) {
      tables.offers.add(
          key,
          null,
          OfferRow.newBuilder()
              .setAccount(ByteString.copyFrom(from.account().bytes()))
              .setDevice(from.device())
              .setOffer(offer.toByteString())
              .build());
      tables.offers.keepNewest(LinkLimits.OFFERS_KEPT_MAX);
    }
  }

  private static byte[] key(AccountId account, int device) {
    return ByteBuffer.allocate(AccountId.LENGTH + Integer.BYTES)
        .put(account.bytes())
        .putInt(device)
        .array();
  }

  /// Those whose time is not over.
  static List<Kept> holding(Tables tables, Instant now) throws SQLException {
    var holding = new ArrayList<Kept>();
    for (Row<OfferRow> row : tables.offers.after(0, LinkLimits.OFFERS_KEPT_MAX)) {
      LinkOffer offer = offer(row.value());
      if (Long.compareUnsigned(offer.getUntilSeconds(), now.getEpochSecond()) > 0) {
        holding.add(
            new Kept(
                new DeviceAddress(
                    AccountId.of(row.value().getAccount().toByteArray()), row.value().getDevice()),
                offer));
      }
    }
    return holding;
  }

  private static LinkOffer offer(OfferRow row) {
    try {
      return LinkOffer.parseFrom(row.getOffer());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an offer that was one when it was kept", e);
    }
  }
}
