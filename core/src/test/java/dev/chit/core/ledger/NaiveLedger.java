package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.Reference;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.event.StatementBytes;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules written down a second time, as simply as can be: one thing after the other, plain
/// maps, big integers, answers as text. What [Ledger] says must be what this says.
final class NaiveLedger {
  private static final long DAY_MILLIS = 86_400_000;

  private final Map<AccountId, Person> people = new HashMap<>();
  final Map<String, Paper> papers = new HashMap<>();
  private final Map<String, OperatorAct> acts = new HashMap<>();
  private final Map<String, Long> actsAt = new HashMap<>();
  private final Map<String, AccountId> names = new HashMap<>();
  private final Map<InviteHash, Boolean> openInvites = new HashMap<>();
  private final boolean invitationOnly;
  private long size;
  private long nowMillis;

  static final class Person {
    final long openedAt;
    BigInteger balance = BigInteger.ZERO;
    BigInteger held = BigInteger.ZERO;
    boolean frozen;
    boolean auditor;
    @Nullable BigInteger perPayment;
    @Nullable BigInteger perDay;
    final Map<Long, BigInteger> spentByDay = new HashMap<>();

    long closedAt = -1;
    long closedMillis;

    /// By number: where it was added, or `gone` and where.
    final Map<Integer, String> devices = new HashMap<>();

    final Map<Integer, StatementBytes> statements = new HashMap<>();

    Person(long openedAt) {
      this.openedAt = openedAt;
    }
  }

  static final class Paper {
    final Order order;
    String state;
    long answeredAt;
    long until;
    BigInteger refunded = BigInteger.ZERO;

    Paper(Order order, String state, long answeredAt) {
      this.order = order;
      this.state = state;
      this.answeredAt = answeredAt;
    }
  }

  NaiveLedger(boolean invitationOnly) {
    this.invitationOnly = invitationOnly;
    people.put(operator(), new Person(1));
    has(person(operator()), World.device(World.OPERATOR), 1);
    names.put("operator", operator());
    size = 2;
  }

  private static AccountId operator() {
    return World.id(World.OPERATOR);
  }

  /// `done INDEX`, `repeated INDEX`, or the code of the refusal.
  String apply(Command command, long atMillis) {
    nowMillis = atMillis;
    return switch (command) {
      case Command.Create _ -> "already-created";
      case Command.Open open -> open(open);
      case Command.Settle settle -> settle(settle);
      case Command.Certify certify -> certify(certify.chit().order());
      case Command.Cancel cancel ->
          cancel(cancel.cancellation().chit().toString(), cancel.cancellation().signer());
      case Command.Expire expire -> expire(expire.chit().toString());
      case Command.Revoke revoke -> revoke(revoke.revocation().chit().order());
      case Command.AddDevice add -> addDevice(add.statement());
      case Command.RevokeDevice revoke -> revokeDevice(revoke.revocation().revocation());
      case Command.Close close -> close(close.closing().closing());
      case Command.Claim _ -> throw new AssertionError("claims have a test of their own");
      case Command.Act act -> act(act.act().act());
    };
  }

  private String open(Command.Open open) {
    AccountId id = AccountId.ofKey(open.device().identity());
    String folded = open.name().folded();
    if (people.containsKey(id) && person(id).closedAt >= 0) {
      return "account-closed";
    }
    if (people.containsKey(id)) {
      return id.equals(names.get(folded)) ? "repeated " + person(id).openedAt : "key-taken";
    }
    AccountId before = names.get(folded);
    if (before != null && !isAtRestNoMore(person(before))) {
      return "name-taken";
    }
    boolean given = !open.invite().equals(InviteHash.NONE);
    boolean good = openInvites.getOrDefault(open.invite(), false);
    if ((given || invitationOnly) && !good) {
      return "bad-invite";
    }
    long openedAt = size;
    people.put(id, new Person(openedAt));
    has(person(id), open.device(), openedAt);
    names.put(folded, id);
    size++;
    if (open.grant().isPresent()) {
      Command.Settle grant = open.grant().get();
      String granted = grant(grant, id);
      if (!granted.startsWith("done")) {
        size--;
        people.remove(id);
        names.remove(folded);
        if (before != null) {
          names.put(folded, before);
        }
        return granted;
      }
    }
    if (given) {
      openInvites.put(open.invite(), false);
    }
    return "done " + openedAt;
  }

  private String grant(Command.Settle grant, AccountId to) {
    Order order = grant.chit().order();
    String chit = order.id().toString();
    if (papers.containsKey(chit) || acts.containsKey(chit)) {
      return "duplicate-id";
    }
    return order.payee().equals(to) ? settle(grant) : "unknown-payee";
  }

  private boolean isAtRestNoMore(Person before) {
    return before.closedAt >= 0 && nowMillis >= before.closedMillis + 90 * DAY_MILLIS;
  }

  private String close(AccountClosing closing) {
    if (!closing.ledger().equals(World.LEDGER)) {
      return "wrong-ledger";
    }
    Person person = people.get(closing.account());
    if (person == null) {
      return "unknown-account";
    }
    if (person.closedAt >= 0) {
      return "repeated " + person.closedAt;
    }
    if (closing.account().equals(operator())) {
      return "operator-account";
    }
    if (person.frozen) {
      return "frozen";
    }
    if (person.balance.signum() != 0 || person.held.signum() != 0) {
      return "not-empty";
    }
    person.closedAt = size;
    person.closedMillis = nowMillis;
    return "done " + size++;
  }

  // ── devices ──

  private static void has(Person person, StatementBytes statement, long at) {
    person.devices.put(statement.device(), "repeated " + at);
    person.statements.put(statement.device(), statement);
  }

  private String addDevice(StatementBytes statement) {
    Person person = people.get(AccountId.ofKey(statement.identity()));
    if (person == null) {
      return "unknown-account";
    }
    if (person.closedAt >= 0) {
      return "account-closed";
    }
    String known = person.devices.get(statement.device());
    if (known != null) {
      boolean same = Objects.equals(statement, person.statements.get(statement.device()));
      return same && !known.startsWith("gone") ? known : "device-taken";
    }
    if (person.devices.size() == 64 || alive(person) == 8) {
      return "device-limit";
    }
    has(person, statement, size);
    return "done " + size++;
  }

  private String revokeDevice(DeviceRevocation revocation) {
    if (!revocation.ledger().equals(World.LEDGER)) {
      return "wrong-ledger";
    }
    Person person = people.get(revocation.account());
    if (person == null) {
      return "unknown-account";
    }
    if (person.closedAt >= 0) {
      return "account-closed";
    }
    String known = person.devices.get(revocation.device());
    if (known == null) {
      return "unknown-device";
    }
    if (known.startsWith("gone ")) {
      return known.substring("gone ".length());
    }
    if (alive(person) == 1) {
      return "last-device";
    }
    person.devices.put(revocation.device(), "gone repeated " + size);
    return "done " + size++;
  }

  private static long alive(Person person) {
    return person.devices.values().stream().filter(it -> !it.startsWith("gone")).count();
  }

  // ── chits ──

  private String settle(Command.Settle settle) {
    Order order = settle.chit().order();
    String foreign = foreign(order);
    if (foreign != null) {
      return foreign;
    }
    Paper paper = papers.get(order.id().toString());
    if (paper == null) {
      return settleDrawn(order, settle.reason());
    }
    if (paper.state.equals("settled")) {
      return "repeated " + paper.answeredAt;
    }
    if (!paper.state.equals("certified")) {
      return paper.state;
    }
    if (isOver(paper)) {
      return "expired";
    }
    Person payee = person(order.payee());
    if (payee.closedAt >= 0) {
      return "account-closed";
    }
    if (payee.frozen) {
      return "frozen";
    }
    if (settle.reason().isPresent()) {
      return "bad-chit";
    }
    if (payee.balance.add(amount(order)).bitLength() > 63) {
      return "overflow";
    }
    Person payer = person(order.payer());
    payer.held = payer.held.subtract(amount(order));
    payer.balance = payer.balance.subtract(amount(order));
    payee.balance = payee.balance.add(amount(order));
    return next(paper, "settled");
  }

  private String settleDrawn(Order order, Optional<MemoOpening> reason) {
    String unfit = unfit(order);
    if (unfit != null) {
      return unfit;
    }
    boolean opens = reason.isPresent() && reason.get().commitment().equals(order.memo());
    if (order.payer().equals(operator()) ? !opens : reason.isPresent()) {
      return "bad-chit";
    }
    Paper refunded = null;
    if (isKnown(order.reference())) {
      refunded = papers.get(order.reference().toString());
      if (refunded == null
          || !refunded.state.equals("settled")
          || !refunded.order.payer().equals(order.payee())
          || !refunded.order.payee().equals(order.payer())) {
        return "bad-reference";
      }
      if (refunded.refunded.add(amount(order)).compareTo(amount(refunded.order)) > 0) {
        return "refund-exceeds";
      }
    }
    String uncovered = uncovered(order);
    if (uncovered != null) {
      return uncovered;
    }
    Person payer = person(order.payer());
    Person payee = person(order.payee());
    payer.balance = payer.balance.subtract(amount(order));
    payee.balance = payee.balance.add(amount(order));
    spend(payer, order);
    if (refunded != null) {
      refunded.refunded = refunded.refunded.add(amount(order));
    }
    return first(order, "settled");
  }

  private String certify(Order order) {
    String foreign = foreign(order);
    if (foreign != null) {
      return foreign;
    }
    Paper paper = papers.get(order.id().toString());
    if (paper != null) {
      if (!paper.state.equals("certified")) {
        return paper.state;
      }
      return isOver(paper) ? "expired" : "repeated " + paper.answeredAt;
    }
    String unfit = unfit(order);
    if (unfit != null) {
      return unfit;
    }
    if (order.payer().equals(operator()) || isKnown(order.reference())) {
      return "bad-chit";
    }
    String uncovered = uncovered(order);
    if (uncovered != null) {
      return uncovered;
    }
    Person payer = person(order.payer());
    payer.held = payer.held.add(amount(order));
    spend(payer, order);
    String done = first(order, "certified");
    long life = nowMillis / 1000 + World.CHIT_LIFE_SECONDS;
    long last = order.notAfterSeconds();
    Objects.requireNonNull(papers.get(order.id().toString())).until =
        last == 0 || last > life ? life : last;
    return done;
  }

  private String cancel(String id, AccountId signer) {
    if (acts.containsKey(id)) {
      return "not-payee";
    }
    Paper paper = papers.get(id);
    if (paper == null) {
      return "not-certified";
    }
    if (!paper.order.payee().equals(signer)) {
      return "not-payee";
    }
    if (paper.state.equals("cancelled")) {
      return "repeated " + paper.answeredAt;
    }
    if (!paper.state.equals("certified")) {
      return paper.state;
    }
    return isOver(paper) ? "expired" : release(paper, "cancelled");
  }

  private String expire(String id) {
    Paper paper = papers.get(id);
    if (paper == null) {
      return "not-certified";
    }
    if (paper.state.equals("expired")) {
      return "repeated " + paper.answeredAt;
    }
    return paper.state.equals("certified") && isOver(paper)
        ? release(paper, "expired")
        : paper.state;
  }

  private String revoke(Order order) {
    String foreign = foreign(order);
    if (foreign != null) {
      return foreign;
    }
    Paper paper = papers.get(order.id().toString());
    if (paper == null) {
      if (!people.containsKey(order.payer())) {
        return "unknown-payer";
      }
      return person(order.payer()).closedAt >= 0 ? "account-closed" : first(order, "revoked");
    }
    if (paper.state.equals("revoked")) {
      return "repeated " + paper.answeredAt;
    }
    return paper.state.equals("certified") && isOver(paper) ? "expired" : paper.state;
  }

  private String release(Paper paper, String state) {
    Person payer = person(paper.order.payer());
    payer.held = payer.held.subtract(amount(paper.order));
    return next(paper, state);
  }

  private @Nullable String foreign(Order order) {
    String id = order.id().toString();
    if (!order.ledger().equals(World.LEDGER)) {
      return "wrong-ledger";
    }
    if (!order.unitCode().equals(World.UNIT.code())) {
      return "wrong-unit";
    }
    boolean taken = acts.containsKey(id);
    boolean other = papers.containsKey(id) && !papers.get(id).order.equals(order);
    return taken || other ? "duplicate-id" : null;
  }

  private @Nullable String unfit(Order order) {
    if (order.payer().equals(order.payee())) {
      return "same-account";
    }
    if (!people.containsKey(order.payer())) {
      return "unknown-payer";
    }
    if (!people.containsKey(order.payee())) {
      return "unknown-payee";
    }
    if (person(order.payer()).closedAt >= 0 || person(order.payee()).closedAt >= 0) {
      return "account-closed";
    }
    if (person(order.payer()).frozen || person(order.payee()).frozen) {
      return "frozen";
    }
    boolean late = order.notAfterSeconds() > 0 && nowMillis >= 1000 * (order.notAfterSeconds() + 1);
    return late ? "expired" : null;
  }

  private @Nullable String uncovered(Order order) {
    Person payer = person(order.payer());
    BigInteger amount = amount(order);
    if (!order.payer().equals(operator())) {
      BigInteger today = spentToday(payer).add(amount);
      if ((payer.perPayment != null && amount.compareTo(payer.perPayment) > 0)
          || (payer.perDay != null && today.compareTo(payer.perDay) > 0)) {
        return "limit-exceeded";
      }
      if (payer.balance.subtract(payer.held).compareTo(amount) < 0) {
        return "insufficient-funds";
      }
    }
    boolean fits =
        payer.balance.subtract(amount).bitLength() <= 63
            && person(order.payee()).balance.add(amount).bitLength() <= 63;
    return fits ? null : "overflow";
  }

  private void spend(Person payer, Order order) {
    payer.spentByDay.merge(nowMillis / DAY_MILLIS, amount(order), BigInteger::add);
  }

  private BigInteger spentToday(Person payer) {
    return payer.spentByDay.getOrDefault(nowMillis / DAY_MILLIS, BigInteger.ZERO);
  }

  Person person(AccountId id) {
    return Objects.requireNonNull(people.get(id));
  }

  private boolean isKnown(Reference reference) {
    String id = reference.toString();
    return !reference.equals(Reference.NONE) && (papers.containsKey(id) || acts.containsKey(id));
  }

  private boolean isOver(Paper paper) {
    return nowMillis >= 1000 * (paper.until + 1);
  }

  private static BigInteger amount(Order order) {
    return BigInteger.valueOf(order.amount().minor());
  }

  private String first(Order order, String state) {
    papers.put(order.id().toString(), new Paper(order, state, size));
    return "done " + size++;
  }

  private String next(Paper paper, String state) {
    paper.state = state;
    paper.answeredAt = size;
    return "done " + size++;
  }

  // ── acts ──

  private String act(OperatorAct act) {
    String id = act.id().toString();
    if (acts.containsKey(id)) {
      return acts.get(id).equals(act) ? "repeated " + actsAt.get(id) : "duplicate-id";
    }
    if (papers.containsKey(id)) {
      return "duplicate-id";
    }
    if (act.deed() instanceof Deed.Invite(InviteHash hash)) {
      if (openInvites.containsKey(hash)) {
        return "bad-invite";
      }
      openInvites.put(hash, true);
    } else {
      String refusal = change(act.deed());
      if (refusal != null) {
        return refusal;
      }
    }
    acts.put(id, act);
    actsAt.put(id, size);
    return "done " + size++;
  }

  private @Nullable String change(Deed deed) {
    AccountId about =
        switch (deed) {
          case Deed.Freeze(AccountId account) -> account;
          case Deed.Thaw(AccountId account) -> account;
          case Deed.SetLimits limits -> limits.account();
          case Deed.AppointAuditor(AccountId account) -> account;
          case Deed.DismissAuditor(AccountId account) -> account;
          case Deed.Invite _ -> throw new AssertionError(deed);
        };
    Person person = people.get(about);
    if (person == null) {
      return "unknown-account";
    }
    if (about.equals(operator())) {
      return "bad-act";
    }
    if (person.closedAt >= 0) {
      return "account-closed";
    }
    switch (deed) {
      case Deed.Freeze _ -> person.frozen = true;
      case Deed.Thaw _ -> person.frozen = false;
      case Deed.AppointAuditor _ -> person.auditor = true;
      case Deed.DismissAuditor _ -> person.auditor = false;
      case Deed.SetLimits limits -> {
        person.perPayment = limit(limits.perPaymentMinor());
        person.perDay = limit(limits.perDayMinor());
      }
      case Deed.Invite _ -> throw new AssertionError(deed);
    }
    return null;
  }

  private static @Nullable BigInteger limit(long minor) {
    return minor == Long.MAX_VALUE ? null : BigInteger.valueOf(minor);
  }
}
