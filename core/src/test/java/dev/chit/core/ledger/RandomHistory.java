package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.ActId;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Makes up commands of every kind, from so few people, names, ids and codes that they collide, and
/// takes chits through their lives.
final class RandomHistory {
  private static final int PEOPLE = 5;
  private static final int NAMES = 8;
  private static final int IDS = 60;
  private static final int CODES = 4;

  /// Chits that have something happen to them beside the new ones.
  private static final int ALIVE = 12;

  private final Random random;
  private final List<Command> earlier = new ArrayList<>();
  private final List<VerifiedChit> drawn = new ArrayList<>();

  RandomHistory(long seed) {
    random = new Random(seed);
  }

  List<Command> batch(long nowMillis) {
    var batch = new ArrayList<Command>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      boolean again = !earlier.isEmpty() && random.nextInt(12) == 0;
      Command command = again ? earlier.get(random.nextInt(earlier.size())) : command(nowMillis);
      earlier.add(command);
      batch.add(command);
    }
    return batch;
  }

  /// Mostly less than a second, now and then so long that holds expire or a new day begins.
  long pauseMillis() {
    if (random.nextInt(40) == 0) {
      // Names have rested.
      return 100L * 24 * 60 * 60 * 1000;
    }
    return switch (random.nextInt(20)) {
      case 0 -> 1000L * random.nextInt(2 * (int) World.CHIT_LIFE_SECONDS);
      case 1 -> 1000L * random.nextInt(100_000);
      case 2, 3, 4 -> random.nextInt(5_000);
      default -> random.nextInt(1_000);
    };
  }

  private Command command(long nowMillis) {
    return switch (random.nextInt(27)) {
      case 26 -> close();
      case 24, 25 -> device();
      case 0, 1 -> open();
      case 2, 3 -> issue();
      case 4, 5 -> act();
      case 6 -> odd(nowMillis);
      case 7, 8, 9, 10 -> World.settling(draw(order(nowMillis)));
      case 11, 12, 13 -> new Command.Certify(draw(order(nowMillis)));
      case 14 -> World.revoking(draw(order(nowMillis)));
      case 15, 16 -> refund(nowMillis);
      default -> drawn.isEmpty() ? issue() : next(alive());
    };
  }

  /// Something happens to a chit that had something happen to it before.
  private Command next(VerifiedChit chit) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> World.settling(chit);
      case 3 -> new Command.Certify(chit);
      case 4, 5 ->
          World.cancelling(
              chit.id(), random.nextInt(8) == 0 ? person() : keyOf(chit.order().payee()));
      case 6 -> new Command.Expire(chit.id());
      default -> World.revoking(chit);
    };
  }

  private VerifiedChit alive() {
    int from = Math.max(0, drawn.size() - ALIVE);
    return drawn.get(
        random.nextInt(8) == 0 ? random.nextInt(drawn.size()) : random.nextInt(from, drawn.size()));
  }

  private static VerifyKey keyOf(AccountId account) {
    for (int i = 0; i < PEOPLE; i++) {
      if (World.id(World.key(10 + i)).equals(account)) {
        return World.key(10 + i);
      }
    }
    return World.OPERATOR;
  }

  private VerifiedChit draw(VerifiedChit chit) {
    drawn.add(chit);
    return chit;
  }

  private VerifiedChit order(long nowMillis) {
    VerifyKey payer = random.nextInt(20) == 0 ? World.OPERATOR : someone();
    World.OrderBuilder order = World.order(payer, World.id(person()), amount(), id());
    if (random.nextInt(3) == 0) {
      order = order.notAfter(nowMillis / 1000 + random.nextInt(-1, 6));
    }
    return World.chit(payer, order.order());
  }

  /// As often wrong as right: too much, not the other way round, of a chit that was not settled.
  private Command refund(long nowMillis) {
    if (drawn.isEmpty()) {
      return World.settling(draw(order(nowMillis)));
    }
    Order paid = alive().order();
    VerifyKey payer = random.nextInt(8) == 0 ? someone() : keyOf(paid.payee());
    AccountId payee = random.nextInt(8) == 0 ? World.id(person()) : paid.payer();
    long amount = random.nextInt(4) == 0 ? amount() : 1 + paid.amount().minor() / 2;
    Reference reference =
        random.nextInt(8) == 0
            ? new Reference(0, random.nextInt(IDS))
            : new Reference(paid.id().high(), paid.id().low());
    VerifiedChit chit =
        draw(
            World.chit(
                payer, World.order(payer, payee, amount, id()).reference(reference).order()));
    return random.nextInt(6) == 0 ? new Command.Certify(chit) : World.settling(chit);
  }

  private VerifyKey someone() {
    return World.key(10 + random.nextInt(PEOPLE));
  }

  private VerifyKey person() {
    return random.nextInt(10) == 0 ? World.OPERATOR : someone();
  }

  private long amount() {
    return switch (random.nextInt(30)) {
      case 0 -> Amount.MINOR_MAX;
      case 1 -> Amount.MINOR_MAX - random.nextInt(3);
      default -> 1 + random.nextInt(100);
    };
  }

  private ChitId id() {
    return random.nextInt(3) == 0
        ? new ChitId(0, random.nextInt(IDS))
        : new ChitId(random.nextLong(), random.nextLong());
  }

  private InviteHash code() {
    return InviteHash.ofCode("code " + random.nextInt(CODES));
  }

  private Command.Settle issue() {
    Command.Settle issue = World.issuing(World.id(person()), amount(), id());
    draw(issue.chit());
    return issue;
  }

  private Command.Open open() {
    VerifyKey who = someone();
    String name = (random.nextBoolean() ? "Name" : "name") + random.nextInt(NAMES);
    InviteHash invite = random.nextInt(3) == 0 ? code() : InviteHash.NONE;
    Optional<Command.Settle> grant =
        random.nextInt(4) == 0
            ? Optional.of(
                World.issuing(
                    random.nextInt(5) == 0 ? World.id(person()) : World.id(who), 50, id()))
            : Optional.empty();
    return new Command.Open(
        new AccountName(name), World.device(who), invite, random.nextBoolean(), grant);
  }

  private Command.Act act() {
    AccountId about = World.id(person());
    Deed deed =
        switch (random.nextInt(8)) {
          case 0 -> new Deed.Freeze(about);
          case 1, 2 -> new Deed.Thaw(about);
          case 3 -> new Deed.SetLimits(about, limit(), limit());
          case 4 -> new Deed.SetLimits(about, Limits.NONE, Limits.NONE);
          case 5 -> new Deed.AppointAuditor(about);
          case 6 -> new Deed.DismissAuditor(about);
          default -> new Deed.Invite(code());
        };
    ChitId id = id();
    return World.act(deed, new ActId(id.high(), id.low()));
  }

  /// Hardly ever one who has many devices, and who would never get to have them.
  private Command close() {
    VerifyKey who = random.nextInt(30) == 0 ? person() : World.key(10 + random.nextInt(3, PEOPLE));
    return World.closing(random.nextInt(10) == 0 ? LedgerId.ofKey(who) : World.LEDGER, who);
  }

  private Command device() {
    int number = random.nextInt(1, 100);
    VerifyKey who = random.nextInt(20) == 0 ? World.OPERATOR : World.key(10 + random.nextInt(3));
    LedgerId ledger = random.nextInt(20) == 0 ? LedgerId.ofKey(who) : World.LEDGER;
    return switch (random.nextInt(4)) {
      case 0 -> World.adding(who, number, random.nextInt(2));
      case 1 -> World.adding(who, random.nextInt(1, 14), random.nextInt(2));
      case 2 -> World.takingAway(ledger, who, random.nextInt(1, 14));
      default -> World.takingAway(ledger, who, number);
    };
  }

  private long limit() {
    return random.nextBoolean() ? Limits.NONE : random.nextInt(200);
  }

  private Command odd(long nowMillis) {
    VerifyKey payer = someone();
    World.OrderBuilder order = World.order(payer, World.id(person()), amount(), id());
    return switch (random.nextInt(6)) {
      case 0 -> settle(payer, order.ledger(LedgerId.ofKey(payer)));
      case 1 -> settle(payer, order.unit("USD"));
      case 2 -> new Command.Create(World.LOG_KEY, World.UNIT, World.device(World.OPERATOR), 1, 0);
      case 3 -> new Command.Certify(World.chit(payer, order.unit("USD").order()));
      case 4 -> World.revoking(World.chit(payer, order.ledger(LedgerId.ofKey(payer)).order()));
      default ->
          new Command.Settle(
              drawn.isEmpty() ? order(nowMillis) : alive(),
              World.issuing(World.id(payer), 1, id()).reason());
    };
  }

  private static Command.Settle settle(VerifyKey payer, World.OrderBuilder order) {
    return new Command.Settle(World.chit(payer, order.order()));
  }
}
