package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.ActId;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Makes up commands of every kind, from so few people, names, ids and codes that they collide.
final class RandomHistory {
  private static final int PEOPLE = 6;
  private static final int NAMES = 8;
  private static final int IDS = 60;
  private static final int CODES = 4;

  private final Random random;
  private final List<Command> earlier = new ArrayList<>();

  RandomHistory(long seed) {
    random = new Random(seed);
  }

  List<Command> batch(long nowMillis) {
    var batch = new ArrayList<Command>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      boolean again = !earlier.isEmpty() && random.nextInt(8) == 0;
      Command command = again ? earlier.get(random.nextInt(earlier.size())) : command(nowMillis);
      earlier.add(command);
      batch.add(command);
    }
    return batch;
  }

  private Command command(long nowMillis) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> open();
      case 2, 3 -> issue();
      case 4 -> act();
      case 5 -> odd(nowMillis);
      default -> World.paying(person(), person(), amount(), id());
    };
  }

  private VerifyKey person() {
    return random.nextInt(10) == 0 ? World.OPERATOR : World.key(10 + random.nextInt(PEOPLE));
  }

  private long amount() {
    return switch (random.nextInt(20)) {
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
    return World.issuing(World.id(person()), amount(), id());
  }

  private Command.Open open() {
    VerifyKey who = World.key(10 + random.nextInt(PEOPLE));
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
        switch (random.nextInt(4)) {
          case 0 -> new Deed.Freeze(about);
          case 1, 2 -> new Deed.Thaw(about);
          default -> new Deed.Invite(code());
        };
    ChitId id = id();
    return World.act(deed, new ActId(id.high(), id.low()));
  }

  private Command odd(long nowMillis) {
    VerifyKey payer = World.key(10 + random.nextInt(PEOPLE));
    World.OrderBuilder order = World.order(payer, World.id(person()), amount(), id());
    return switch (random.nextInt(5)) {
      case 0 -> settle(payer, order.ledger(LedgerId.ofKey(payer)));
      case 1 -> settle(payer, order.unit("USD"));
      case 2 -> settle(payer, order.notAfter(nowMillis / 1000 + random.nextInt(-2, 3)));
      case 3 -> new Command.Create(World.LOG_KEY, World.UNIT, World.device(World.OPERATOR), 1, 0);
      default ->
          new Command.Settle(
              World.chit(payer, order.order()), World.issuing(World.id(payer), 1, id()).reason());
    };
  }

  private static Command.Settle settle(VerifyKey payer, World.OrderBuilder order) {
    return new Command.Settle(World.chit(payer, order.order()));
  }
}
