package dev.chit.app.crash;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What follows from a log's events, one after the other, for whoever can add.
final class Model {
  private final Faults faults;
  private final Map<AccountId, Long> opened = new HashMap<>();
  private final Map<AccountId, Long> balances = new HashMap<>();
  private final Map<AccountId, TreeMap<Long, Long>> entries = new HashMap<>();
  private final Map<ChitId, Long> settled = new HashMap<>();
  private final Map<AccountId, List<Order>> paid = new HashMap<>();
  private final Map<AccountId, Integer> grants = new HashMap<>();

  private Model(Faults faults) {
    this.faults = faults;
  }

  static Model of(List<byte[]> events, Faults faults) throws BadEventException {
    var model = new Model(faults);
    for (int i = 0; i < events.size(); i++) {
      model.apply(i, EventCodec.decode(events.get(i)));
    }
    return model;
  }

  private void apply(long index, Event event) {
    switch (event) {
      case Event.Created _, Event.Administered _, Event.AccountClosed _, Event.Claimed _ -> {}
      case Event.Certified _, Event.Released _, Event.Revoked _, Event.OfDevice _ ->
          faults.check(false, "nobody certified or revoked anything");
      case Event.Opened e -> {
        faults.check(
            opened.put(e.account(), index) == null, e.name() + "'s account was opened twice");
        note(e.account(), index, 0);
      }
      case Event.Settled e -> {
        ChitId id = e.chit().order().id();
        faults.check(settled.put(id, index) == null, "chit " + id + " was settled twice");
        paid.computeIfAbsent(e.chit().order().payer(), _ -> new ArrayList<>())
            .add(e.chit().order());
        move(e.chit(), index);
      }
      case Event.Issued e -> {
        grants.merge(e.chit().order().payee(), 1, Integer::sum);
        move(e.chit(), index);
      }
      case Event.Retired e -> move(e.chit(), index);
    }
  }

  private void move(ParsedChit chit, long index) {
    Order order = chit.order();
    note(order.payer(), index, -order.amount().minor());
    note(order.payee(), index, order.amount().minor());
  }

  private void note(AccountId account, long index, long changeMinor) {
    long balance = balances.merge(account, changeMinor, Math::addExact);
    entries.computeIfAbsent(account, _ -> new TreeMap<>()).put(index, balance);
  }

  /// Where each account was opened.
  Map<AccountId, Long> opened() {
    return opened;
  }

  /// What each account has in the end.
  Map<AccountId, Long> balances() {
    return balances;
  }

  /// An account's events, and what it had after each.
  Map<Long, Long> entries(AccountId account) {
    return entries.getOrDefault(account, new TreeMap<>());
  }

  /// Where each member's chit was settled.
  Map<ChitId, Long> settled() {
    return settled;
  }

  /// What a member paid, in order.
  List<Order> paidBy(AccountId account) {
    return paid.getOrDefault(account, List.of());
  }

  /// How often an account was given units by the operator.
  int grants(AccountId account) {
    return grants.getOrDefault(account, 0);
  }
}
