package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ChitState;
import dev.chit.client.HandedOver;
import dev.chit.client.KeptChit;
import dev.chit.client.MessageState;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MemoRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.HandedChit;
import dev.chit.client.watch.Unseen;
import dev.chit.core.ChitId;
import dev.chit.core.MessageId;
import dev.chit.core.Salt;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.SigningKey;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Chits that go from hand to hand in sealed messages: no server is needed for the payee to know
/// who promises what.
public final class HandedChits {
  /// Open chits of one payer that are taken; more are refused until some of them are presented.
  static final int FROM_ONE_MAX = 200;

  private final ProfileStore store;
  private final Talk talk;
  private final Drawing drawing;
  private final Purse purse;
  private final Wallet.Gate gate;

  HandedChits(ProfileStore store, Talk talk, Drawing drawing, Purse purse, Wallet.Gate gate) {
    this.store = store;
    this.talk = talk;
    this.drawing = drawing;
    this.purse = purse;
    this.gate = gate;
  }

  /// Draws a chit, keeps it and posts it, as one job, and waits for the acknowledgement.
  ///
  /// @param memo empty for none
  public HandedOver hand(
      SigningKey identity,
      LedgerTerms terms,
      Intent intent,
      Person payee,
      String memo,
      Duration patience)
      throws ChitException, InterruptedException {
    gate.require();
    Optional<MemoOpening> opening = drawing.openingOf(memo);
    ParsedChit chit = drawing.draw(identity, terms, intent, opening);
    ChitId id = chit.order().id();
    var content = HandedChit.newBuilder().setChit(ChitText.encode(chit.bytes()));
    if (opening.isPresent()) {
      content
          .setSalt(ByteString.copyFrom(opening.get().salt().bytes()))
          .setMemo(opening.get().memo());
    }
    Talk.Posted posted =
        store.run(
            tables -> {
              payee.requireOwnKey();
              talk.befriend(tables, payee);
              purse.add(tables, chit, ChitState.DRAWN, false);
              Purse.handed(tables, id, MessageState.WAITING);
              if (opening.isPresent()) {
                Memos.keep(tables, chit.order(), opening.get());
              }
              return talk.postAwaited(
                  tables,
                  payee,
                  MessageId.of(id.bytes()),
                  Content.newBuilder().setHandedChit(content));
            });
    MessageState state = talk.await(posted, patience);
    KeptChit kept = store.run(tables -> purse.find(tables, id, terms.unit()).orElseThrow());
    return new HandedOver(kept, state);
  }

  /// A message of this profile came further: perhaps one that carries a chit.
  public static void moved(Tables tables, MessageId id, MessageState state) throws SQLException {
    Purse.handed(tables, ChitId.of(id.bytes()), state);
  }

  /// Somebody hands a chit over. It is checked at once, and kept if its sender drew it for this
  /// account; otherwise the member is told why not.
  public static void arrived(Tables tables, Person from, HandedChit handed) throws SQLException {
    try {
      keep(tables, from, handed);
    } catch (ChitException e) {
      Unseen.warn(
          tables, e.code(), "A chit from " + from.name() + " was not kept: " + e.getMessage());
    }
  }

  private static void keep(Tables tables, Person from, HandedChit handed)
      throws SQLException, ChitException {
    InstantSource clock = InstantSource.system();
    LedgerTerms terms = LedgerTerms.of(tables.profile().getLedger());
    ChitReader.Read read = ChitReader.read(handed.getChit(), terms);
    Order order = read.chit().order();
    if (!order.payer().equals(from.account()) || !order.payee().equals(tables.account())) {
      throw new ChitRefusedException("bad-chit", "It is not from them to you.");
    }
    ChitReader.requireInTime(read, clock.instant());
    boolean isNew = tables.chits.find(order.id().bytes()).isEmpty();
    if (isNew && Purse.openFrom(tables, from.account()) >= FROM_ONE_MAX) {
      throw new ChitRefusedException(
          "too-many-chits", "You hold " + FROM_ONE_MAX + " of theirs that are not settled yet.");
    }
    var purse = new Purse(clock);
    purse.add(tables, read.chit(), ChitState.RECEIVED, false);
    memo(tables, order, handed);
    boolean promised = false;
    if (read.promise().isPresent()) {
      CertifiedChit promise = read.promise().get();
      promised =
          purse.promised(
              tables, read.chit(), promise.index(), promise.untilSeconds(), promise.bytes());
    }
    Purse.handed(tables, order.id(), MessageState.RECEIVED);
    if (promised || isNew) {
      Purse.tell(tables, order.id(), promised ? ChitState.CERTIFIED : ChitState.RECEIVED);
    }
  }

  /// One that the chit does not commit to is flagged and never shown.
  private static void memo(Tables tables, Order order, HandedChit handed) throws SQLException {
    byte[] key = Memos.key(order.id(), order.payer());
    if (handed.getSalt().size() == Salt.LENGTH
        && handed.getMemoBytes().size() <= MemoOpening.MEMO_BYTES_MAX
        && tables.memos.find(key).isEmpty()) {
      tables.memos.add(
          key,
          null,
          MemoRow.newBuilder().setSalt(handed.getSalt()).setMemo(handed.getMemo()).build());
    }
  }
}
