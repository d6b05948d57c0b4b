package dev.chit.app.demo;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.export.Export;
import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.Expected;
import dev.chit.audit.ExportReader;
import dev.chit.audit.Progress;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.DrawnChit;
import dev.chit.client.Incoming;
import dev.chit.client.Memo;
import dev.chit.client.MessageState;
import dev.chit.client.OperatorClient;
import dev.chit.client.Paid;
import dev.chit.client.SentMessage;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The steps of the demonstration, in order.
final class Scenes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LUNCH = "lunch on friday";

  private Scenes() {}

  /// @param name as the contract of `chit demo --json` says
  record Scene(String name, Action action) {}

  @FunctionalInterface
  interface Action {
    /// @param told what there is to say of it
    void play(Stage stage, Answer told) throws Exception;
  }

  static List<Scene> all() {
    return List.of(
        new Scene("server", Scenes::server),
        new Scene("register", Scenes::register),
        new Scene("talk", Scenes::talk),
        new Scene("verify-keys", PeopleScenes::verifyKeys),
        new Scene("talk-offline", Scenes::talkOffline),
        new Scene("converse", ConversationScenes::converse),
        new Scene("file", FileScenes::file),
        new Scene("group", GroupScenes::group),
        new Scene("device", DeviceScenes::device),
        new Scene("pay", Scenes::pay),
        new Scene("overdraft-refused", Scenes::overdraftRefused),
        new Scene("replay-pays-once", Scenes::replayPaysOnce),
        new Scene("request", ChitScenes::request),
        new Scene("hand", ChitScenes::hand),
        new Scene("link", LinkScenes::link),
        new Scene("draw-offline", ChitScenes::drawOffline),
        new Scene("redeem", ChitScenes::redeem),
        new Scene("audit", Scenes::audit),
        new Scene("receipt-verified", ChitScenes::receiptVerified));
  }

  private static void server(Stage stage, Answer told) throws Exception {
    String address = stage.startServer().address();
    told.with("address", address)
        .line("server     A server counts in EUR on " + place(address) + ",")
        .line("           storing everything in a temporary directory.");
  }

  private static void register(Stage stage, Answer told) throws Exception {
    stage.registerMembers();
    String alice = stage.alice().client().balance().text();
    String bob = stage.bob().client().balance().text();
    told.with("alice", alice)
        .with("bob", bob)
        .line("register   alice and bob make their keys at home and register. Each is granted")
        .line("           " + alice + " EUR.");
  }

  private static void talk(Stage stage, Answer told) throws Exception {
    SentMessage sent = stage.alice().client().send(stage.bob().name(), "Lunch on Friday?");
    Incoming.Message asked = stage.bob().next(Incoming.Message.class);
    String heard = asked.text();
    expect(asked.asksToTalk().isPresent(), "a stranger's words were no request to talk");
    stage.bob().client().contacts().accept(stage.alice().name());
    stage.bob().client().send(stage.alice().name(), "With pleasure.");
    String answered = stage.alice().next(Incoming.Message.class).text();
    expect(heard.equals("Lunch on Friday?"), "bob read something else than alice wrote");
    expect(answered.equals("With pleasure."), "alice read something else than bob wrote");
    told.with("state", sent.state().toString())
        .line("talk       alice: " + heard)
        .line("           bob, who does not know her yet, is asked whether he wants to talk, and")
        .line("           accepts: " + answered)
        .line("           The server saw sealed envelopes only.");
  }

  private static void talkOffline(Stage stage, Answer told) throws Exception {
    stage.bobLeaves();
    SentMessage sent = stage.alice().client().send(stage.bob().name(), "Bring the book.");
    expect(sent.state() == MessageState.STORED, "the message to bob, who is away, was not stored");
    stage.bobComesBack();
    String heard = stage.bob().next(Incoming.Message.class).text();
    expect(heard.equals("Bring the book."), "bob read something else than alice wrote");
    told.with("state", sent.state().toString())
        .line("offline    bob leaves; what alice writes waits on the server's disk. bob comes")
        .line("           back and reads: " + heard);
  }

  private static void pay(Stage stage, Answer told) throws Exception {
    Paid paid = stage.alice().client().pay(stage.bob().name(), euros("12.50"), LUNCH);
    Incoming.Payment payment = stage.bob().next(Incoming.Payment.class);
    expect(payment.chit().equals(paid.chit()), "bob was told of another payment");
    Memo memo =
        payment.memo() instanceof Memo.Awaited
            ? stage.bob().next(Incoming.MemoAttached.class).memo()
            : payment.memo();
    expect(memo.equals(new Memo.Text(LUNCH)), "the memo did not arrive");
    told.with("chit", paid.chit().toString())
        .with("index", paid.index())
        .with("amount", paid.amount().format(paid.unit()))
        .with("balance", paid.balanceText())
        .line("pay        alice pays bob 12.50 EUR for “" + LUNCH + "”: entry " + paid.index())
        .line("           of the log. She has " + paid.balanceText() + " EUR left.");
  }

  private static void overdraftRefused(Stage stage, Answer told) throws Exception {
    ChitClient alice = stage.alice().client();
    String before = alice.balance().text();
    try {
      alice.pay(stage.bob().name(), euros("1000.00"), "");
    } catch (ChitRefusedException refused) {
      expect(refused.code().equals("insufficient-funds"), "refused for another reason");
      expect(alice.balance().text().equals(before), "a refused payment changed the balance");
      told.with("code", refused.code())
          .with("balance", before)
          .line("overdraft  alice tries to pay 1000.00 EUR. " + refused.getMessage());
      return;
    }
    expect(false, "a payment beyond the balance was accepted");
  }

  private static void replayPaysOnce(Stage stage, Answer told) throws Exception {
    DrawnChit drawn = stage.alice().client().draw(stage.bob().name(), euros("5.00"), "");
    ChitClient bob = stage.bob().client();
    Paid first = bob.redeem(drawn.text());
    String balance = bob.balance().text();
    Paid again = bob.redeem(drawn.text());
    expect(!first.repeated() && again.repeated(), "the second presentation was not noticed");
    expect(again.index() == first.index(), "the second presentation made a second entry");
    expect(bob.balance().text().equals(balance), "the second presentation moved money");
    told.with("chit", drawn.chit().toString())
        .with("index", first.index())
        .with("balance", balance)
        .line("replay     alice signs a chit of 5.00 EUR and hands it to bob, who presents it")
        .line("           twice. It pays once: both answers name entry " + first.index() + ".");
  }

  private static void audit(Stage stage, Answer told) throws Exception {
    ChitClient alice = stage.alice().client();
    ChitClient bob = stage.bob().client();
    Map<AccountId, Long> claimed =
        Map.of(
            alice.whoami().account(), alice.balance().balance(),
            bob.whoami().account(), bob.balance().balance());
    try (OperatorClient operator = OperatorClient.open(stage.serverData(), PATIENCE)) {
      Export.write(operator, stage.exportedLog());
      Expected expected =
          Expected.of(ServerAddress.parse(stage.server().address()).fingerprint().orElseThrow())
              .withBalances(claimed)
              .withCirculation(operator.stats().circulation());
      AuditReport report = audit(stage.exportedLog(), expected);
      expect(report.isClean(), report.findings().toString());
      told.with("events", report.events())
          .with("accounts", report.accounts())
          .with("root", report.rootHash().toString())
          .line("audit      The operator exports the log; code that shares none of the ledger's")
          .line("           derives every balance and the root from its " + report.events())
          .line("           events, and finds what server and members say.");
    }
  }

  private static AuditReport audit(Path log, Expected expected) throws IOException {
    try (ExportReader reader = ExportReader.open(log)) {
      return Audit.run(reader, expected, Progress.NONE);
    }
  }

  static Amount euros(String text) {
    return Amount.parse(text, new Unit("EUR", 2));
  }

  private static String place(String address) {
    return address.substring(0, address.indexOf('#'));
  }

  static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw CommandFailure.refused("demo-failed", "Not as it should be: " + otherwise + ".");
    }
  }
}
