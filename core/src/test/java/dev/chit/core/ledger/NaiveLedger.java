package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.chit.Order;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The rules written down a second time, as simply as can be: one thing after the other, plain
/// maps, big integers, answers as text. What [Ledger] says must be what this says.
final class NaiveLedger {
  final Map<AccountId, BigInteger> balances = new HashMap<>();
  private final Map<String, AccountId> names = new HashMap<>();
  private final Map<String, Object> usedIds = new HashMap<>();
  private final Map<String, Long> usedAt = new HashMap<>();
  private final Map<AccountId, Long> openedAt = new HashMap<>();
  private final Set<AccountId> frozen = new HashSet<>();
  private final Map<InviteHash, Boolean> openInvites = new HashMap<>();
  private final boolean invitationOnly;
  private long size;

  NaiveLedger(boolean invitationOnly) {
    this.invitationOnly = invitationOnly;
    balances.put(operator(), BigInteger.ZERO);
    names.put("operator", operator());
    openedAt.put(operator(), 1L);
    size = 2;
  }

  private static AccountId operator() {
    return World.id(World.OPERATOR);
  }

  /// `done INDEX`, `repeated INDEX`, or the code of the refusal.
  String apply(Command command, long nowMillis) {
    return switch (command) {
      case Command.Create _ -> "already-created";
      case Command.Open open -> open(open, nowMillis);
      case Command.Settle settle -> settle(settle, nowMillis);
      case Command.Act act -> act(act.act().act());
    };
  }

  private String open(Command.Open open, long nowMillis) {
    AccountId id = AccountId.ofKey(open.device().identity());
    String folded = open.name().folded();
    if (balances.containsKey(id)) {
      return id.equals(names.get(folded)) ? "repeated " + openedAt.get(id) : "key-taken";
    }
    if (names.containsKey(folded)) {
      return "name-taken";
    }
    boolean given = !open.invite().equals(InviteHash.NONE);
    boolean good = openInvites.getOrDefault(open.invite(), false);
    if ((given || invitationOnly) && !good) {
      return "bad-invite";
    }
    balances.put(id, BigInteger.ZERO);
    names.put(folded, id);
    openedAt.put(id, size);
    size++;
    if (open.grant().isPresent()) {
      Command.Settle grant = open.grant().get();
      String granted =
          !grant.chit().order().payee().equals(id) ? "unknown-payee" : settle(grant, nowMillis);
      if (!granted.startsWith("done")) {
        size--;
        balances.remove(id);
        names.remove(folded);
        openedAt.remove(id);
        return granted.startsWith("repeated") ? "duplicate-id" : granted;
      }
    }
    if (given) {
      openInvites.put(open.invite(), false);
    }
    return "done " + openedAt.get(id);
  }

  private String settle(Command.Settle settle, long nowMillis) {
    Order order = settle.chit().order();
    String id = order.id().toString();
    if (!order.ledger().equals(World.LEDGER)) {
      return "wrong-ledger";
    }
    if (!order.unitCode().equals(World.UNIT.code())) {
      return "wrong-unit";
    }
    if (usedIds.containsKey(id)) {
      return usedIds.get(id).equals(order) ? "repeated " + usedAt.get(id) : "duplicate-id";
    }
    if (order.payer().equals(order.payee())) {
      return "same-account";
    }
    if (!balances.containsKey(order.payer())) {
      return "unknown-payer";
    }
    if (!balances.containsKey(order.payee())) {
      return "unknown-payee";
    }
    if (frozen.contains(order.payer()) || frozen.contains(order.payee())) {
      return "frozen";
    }
    if (order.notAfterSeconds() > 0 && nowMillis >= 1000 * (order.notAfterSeconds() + 1)) {
      return "expired";
    }
    boolean issuing = order.payer().equals(operator());
    if (issuing != settle.reason().isPresent()) {
      return "bad-chit";
    }
    BigInteger amount = BigInteger.valueOf(order.amount().minor());
    BigInteger payer = balances.get(order.payer()).subtract(amount);
    BigInteger payee = balances.get(order.payee()).add(amount);
    if (!issuing && payer.signum() < 0) {
      return "insufficient-funds";
    }
    if (payer.bitLength() > 63 || payee.bitLength() > 63) {
      return "overflow";
    }
    balances.put(order.payer(), payer);
    balances.put(order.payee(), payee);
    return use(id, order);
  }

  private String act(OperatorAct act) {
    String id = act.id().toString();
    if (usedIds.containsKey(id)) {
      return usedIds.get(id).equals(act) ? "repeated " + usedAt.get(id) : "duplicate-id";
    }
    AccountId about =
        switch (act.deed()) {
          case Deed.Freeze(AccountId account) -> account;
          case Deed.Thaw(AccountId account) -> account;
          case Deed.SetLimits limits -> limits.account();
          case Deed.AppointAuditor(AccountId account) -> account;
          case Deed.DismissAuditor(AccountId account) -> account;
          case Deed.Invite _ -> operator();
        };
    if (!balances.containsKey(about)) {
      return "unknown-account";
    }
    switch (act.deed()) {
      case Deed.Invite(InviteHash hash) -> {
        if (openInvites.containsKey(hash)) {
          return "bad-invite";
        }
        openInvites.put(hash, true);
      }
      case Deed _ when about.equals(operator()) -> {
        return "bad-act";
      }
      case Deed.Freeze _ -> frozen.add(about);
      case Deed.Thaw _ -> frozen.remove(about);
      case Deed.SetLimits _, Deed.AppointAuditor _, Deed.DismissAuditor _ -> {}
    }
    return use(id, act);
  }

  private String use(String id, Object by) {
    usedIds.put(id, by);
    usedAt.put(id, size);
    return "done " + size++;
  }
}
