package dev.chit.app.crash;

import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the members share.
final class World {
  final Faults faults = new Faults();
  final Progress progress = new Progress(faults);
  final LedgerId ledger;
  final Checkpoints checkpoints;
  private final List<Member> registered = new CopyOnWriteArrayList<>();

  World(VerifyKey logKey) {
    ledger = LedgerId.ofKey(logKey);
    checkpoints = new Checkpoints(logKey, faults);
  }

  /// Who has an account, and may be paid and written to.
  List<Member> registered() {
    return registered;
  }

  void add(Member member) {
    registered.add(member);
  }

  AccountId anybodyBut(Member member, Random random) {
    while (true) {
      Member other = registered.get(random.nextInt(registered.size()));
      if (!other.equals(member)) {
        return other.account();
      }
    }
  }
}
