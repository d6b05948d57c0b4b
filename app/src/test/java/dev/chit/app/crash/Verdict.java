package dev.chit.app.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.chit.app.crash.Wallet.Acknowledged;
import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.Expected;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.log.Checkpoint;
import dev.chit.crypto.Fingerprint;
import dev.chit.wire.Ids;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Holds what the members were told against what the server has, when all is answered.
final class Verdict {
  private final World world;
  private final Faults faults;

  Verdict(World world) {
    this.world = world;
    this.faults = world.faults;
  }

  /// Every acknowledged payment is in the log once, where it was said to be; nothing else is; and
  /// the balances follow.
  ///
  /// @param saidMinor the balances that the server says the members have
  void onMoney(ExportedLog log, Model model, Map<AccountId, Long> saidMinor, Fingerprint server)
      throws IOException {
    Set<ChitId> answered = new HashSet<>();
    for (Member member : world.registered()) {
      answered.addAll(member.look(it -> it.wallet.paid()).keySet());
      onPayments(member, model);
      onAccount(member, model);
    }
    assertEquals(answered, model.settled().keySet(), "chits acknowledged, and chits in the log");
    assertEquals(
        0, model.balances().values().stream().mapToLong(Long::longValue).sum(), "all balances");
    saidMinor.forEach((account, minor) -> assertEquals(model.balances().get(account), minor));
    audit(log, world.checkpoints.seen(), saidMinor, server);
    faults.none();
  }

  private void onPayments(Member member, Model model) {
    Map<Long, Long> entries = model.entries(member.account());
    for (Map.Entry<ChitId, Acknowledged> paid : member.look(it -> it.wallet.paid()).entrySet()) {
      Acknowledged said = paid.getValue();
      Long index = model.settled().get(paid.getKey());
      faults.check(
          index != null && index == said.index(),
          member.name + "'s " + paid + " is in the log at " + index);
      faults.check(
          Long.valueOf(said.balanceMinor()).equals(entries.get(said.index())),
          member.name + " was said to have " + said + ", not " + entries.get(said.index()));
    }
    for (ChitId refused : member.look(it -> it.wallet.refused())) {
      faults.check(!model.settled().containsKey(refused), refused + " was refused, and settled");
    }
  }

  private void onAccount(Member member, Model model) {
    faults.check(
        Long.valueOf(member.openedAt()).equals(model.opened().get(member.account())),
        member.name + "'s account was said to be opened by event " + member.openedAt());
    faults.check(model.grants(member.account()) == 1, member.name + " was granted other than once");
  }

  /// The independent audit finds nothing.
  ///
  /// @param seen checkpoints that somebody was shown
  /// @param saidMinor what the server says that accounts have
  static void audit(
      ExportedLog log, List<Checkpoint> seen, Map<AccountId, Long> saidMinor, Fingerprint server)
      throws IOException {
    AuditReport report =
        Audit.run(
            log.source(), Expected.of(server).withSeen(seen).withBalances(saidMinor), _ -> {});
    assertEquals(List.of(), report.findings(), "findings of the audit");
    assertEquals(log.events().size(), report.events());
  }

  /// The member was told of every event that concerns it, by a notice or by the answer to its own
  /// payment.
  static boolean knowsAll(Member member, Model model) {
    return member.look(
        it -> {
          Map<Long, Long> told = new HashMap<>(it.notices.balances());
          it.wallet.paid().values().forEach(ack -> told.put(ack.index(), ack.balanceMinor()));
          return told.equals(model.entries(it.account()));
        });
  }

  /// How many acknowledged messages are not in their recipients' histories.
  static int undelivered(World world) {
    Map<AccountId, Member> members = members(world);
    int missing = 0;
    for (Member sender : world.registered()) {
      Map<ByteString, AccountId> sent = sender.look(it -> it.postbag.sent());
      for (ByteString id : sender.look(it -> it.postbag.acknowledged())) {
        Member recipient = members.get(sent.get(id));
        missing += recipient != null && recipient.look(it -> it.history.has(id)) ? 0 : 1;
      }
    }
    return missing;
  }

  /// Every acknowledged message is in its recipient's history; nothing is there that nobody sent,
  /// and each sender's messages came in their order.
  void onMessages() {
    assertEquals(0, undelivered(world), "acknowledged messages that are lost");
    Map<AccountId, Member> members = members(world);
    for (Member recipient : world.registered()) {
      recipient
          .look(it -> it.history.senders())
          .forEach(
              (id, from) -> {
                Member sender = members.get(Ids.account(from));
                faults.check(
                    sender != null
                        && recipient
                            .account()
                            .equals(sender.look(it -> it.postbag.recipientOf(id))),
                    recipient.name + " got a message that was not sent to it");
              });
      faults.check(
          anybodyBusy() || recipient.look(it -> it.history.outOfOrder()) == 0,
          recipient.name + " got messages out of their order");
    }
    faults.none();
  }

  private boolean anybodyBusy() {
    return world.registered().stream().anyMatch(member -> member.look(it -> it.postbag.wasBusy()));
  }

  private static Map<AccountId, Member> members(World world) {
    return world.registered().stream()
        .collect(Collectors.toMap(Member::account, Function.identity()));
  }
}
