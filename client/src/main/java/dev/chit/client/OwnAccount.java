package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.proof.LogView;
import dev.chit.core.AccountName;
import dev.chit.core.LedgerId;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.Event;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.ClaimCode;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.CloseAccountReply;
import dev.chit.wire.v1.CloseAccountRequest;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.RegisterRequest;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The account of this profile as a whole.
///
/// Part of [ChitClient#account].
public final class OwnAccount {
  private static final int ATTEMPTS = 5;

  private final Engine engine;
  private final Duration patience;

  OwnAccount(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  /// Registers, by taking over a custodial account: name and balance stay, and from then on nobody
  /// but this profile signs for it. Otherwise as [ChitClient#register].
  ///
  /// @param code as the operator gave it
  /// @throws ChitRefusedException `bad-claim`, `frozen`, `limit-exceeded`, `account-closed`,
  ///   `key-taken`
  public Registered claim(AccountName name, String code)
      throws ChitException, InterruptedException {
    ClaimCode claim;
    try {
      claim = ClaimCode.parse(code.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException("wrong-code", "That is no claim code: it has 80 digits, 0-9 a-f.");
    }
    Fingerprint server =
        Addresses.of(engine.profile())
            .flatMap(ServerAddress::fingerprint)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no-fingerprint", "Say which server: HOST:PORT#FINGERPRINT."));
    byte[] signed =
        AccountClaim.signedBytes(
            LedgerId.of(Arrays.copyOf(server.hash().bytes(), LedgerId.LENGTH)),
            claim.account(),
            engine.self().identity().verifyKey());
    return engine.register(
        name,
        RegisterRequest.newBuilder()
            .setClaim(claim.text())
            .setClaimSignature(ByteString.copyFrom(engine.self().identity().sign(signed))));
  }

  /// What an account would leave behind.
  ///
  /// @param balance and what is held of it
  /// @param promises chits of this account that somebody can still present, and certified ones to
  ///   it
  /// @param received chits to this account that were not presented, and are then worth nothing
  public record Remains(AccountBalance balance, long promises, long received) {
    public boolean isNothing() {
      return balance.balance() == 0 && balance.held() == 0 && promises == 0;
    }
  }

  /// What is left in the account now.
  public Remains remains() throws ChitException, InterruptedException {
    var live = engine.connection.await();
    engine.catchUp();
    AccountBalance balance =
        Engine.balance(
            live.call(
                ChitGrpc.getGetBalanceMethod(),
                dev.chit.wire.v1.GetBalanceRequest.getDefaultInstance()),
            engine.terms());
    long promises = engine.wallet.pending().size();
    long received = 0;
    Optional<Long> before = Optional.empty();
    do {
      var page = engine.wallet.chits(Chits.LIST_MAX, before, engine.terms().unit());
      for (KeptChit chit : page) {
        boolean isMine = chit.payer().equals(engine.self().account());
        if (chit.state().isOpen() && (isMine || chit.state() == ChitState.CERTIFIED)) {
          promises++;
        } else if (chit.state().isOpen()) {
          received++;
        }
      }
      before =
          page.size() < Chits.LIST_MAX ? Optional.empty() : Optional.of(page.getLast().position());
    } while (before.isPresent());
    return new Remains(balance, promises, received);
  }

  /// Ends the account, for ever: its end is logged, the server deletes what it keeps for it, and
  /// contacts are told. Its name is free for others when it has rested for 90 days. Then the keys
  /// of this profile are wiped; the rest of it goes when this client is closed.
  ///
  /// @return log index of the end
  /// @throws ChitRefusedException `not-empty` while there is something in it, `open-chits`,
  ///   `frozen`, `operator-account`; nothing has changed then
  /// @throws NotTrustedException if the server does not prove it: the keys are still there
  public long close() throws ChitException, InterruptedException {
    try {
      requireNothing(remains());
      engine.store.run(
          tables -> {
            engine.deviceMail.farewell(tables, engine.talk::postTo);
            return true;
          });
      engine.letLeave();
    } catch (ChitRefusedException e) {
      if (!e.code().equals(Rejection.ACCOUNT_CLOSED.code())) {
        throw e;
      }
      // It was logged before, and this client did not hear of it: the server proves it again.
    }
    long index = closed();
    engine.store.wipe();
    engine.connection.close();
    return index;
  }

  private static void requireNothing(Remains remains) throws ChitRefusedException {
    AccountBalance balance = remains.balance();
    if (balance.balance() != 0 || balance.held() != 0) {
      throw new ChitRefusedException(
          Rejection.NOT_EMPTY.code(),
          "There is still something in the account: pay it to somebody, or give it back to the"
              + " operator, and have sums that are set aside settled or given up.");
    }
    if (remains.promises() > 0) {
      throw new ChitRefusedException(
          "open-chits",
          remains.promises()
              + (remains.promises() == 1 ? " chit is" : " chits are")
              + " still open: revoke those that you drew, redeem or cancel those that were promised"
              + " to you.");
    }
  }

  /// By a connection of its own, for the server ends the others first.
  private long closed() throws ChitException, InterruptedException {
    LogView log = engine.ledger().log();
    try (ServerChannel channel = engine.dial()) {
      for (int attempt = 1; ; attempt++) {
        try {
          return closed(channel, log);
        } catch (ChitRefusedException e) {
          if (!e.isTransient() || attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    }
  }

  private long closed(ServerChannel channel, LogView log)
      throws ChitException, InterruptedException {
    SigningKey identity = engine.self().identity();
    var closing = new AccountClosing(log.ledger(), identity.verifyKey());
    long from = log.newestSize();
    CloseAccountReply reply =
        channel.call(
            ChitGrpc.getCloseAccountMethod(),
            CloseAccountRequest.newBuilder()
                .setSignature(ByteString.copyFrom(identity.sign(closing.signedBytes())))
                .setFromSize(from)
                .build(),
            patience);
    var proven = log.verify(reply.getLogged(), answering(reply, from));
    if (!(proven.event() instanceof Event.AccountClosed closed)
        || !closed.identity().equals(identity.verifyKey())) {
      throw new NotTrustedException(
          "bad-proof", "The server logged something else than the end of this account.", null);
    }
    return proven.index();
  }

  /// Nobody answers an account that has ended; what the log's proof takes came with the reply.
  private static Caller answering(CloseAccountReply reply, long from) {
    return new Caller() {
      @Override
      @SuppressWarnings("unchecked")
      public <Q, R> R call(MethodDescriptor<Q, R> method, Q request) throws ChitRefusedException {
        if (request instanceof GetConsistencyRequest asked && asked.getFromSize() == from) {
          return (R) reply.getConsistency();
        }
        // Another checkpoint was seen meanwhile: the same is asked again from there.
        throw new ChitRefusedException(Rejection.BUSY.code(), Rejection.BUSY.message());
      }
    };
  }

  /// Whether it was ended here.
  public boolean isClosed() {
    return engine.store.isWiped();
  }

  /// Waits until it is ended here.
  public void awaitClosed() throws InterruptedException {
    engine.store.awaitWiped();
  }
}
