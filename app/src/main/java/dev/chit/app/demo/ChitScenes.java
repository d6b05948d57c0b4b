package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.euros;
import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.app.verify.OfflineVerifier;
import dev.chit.app.verify.TrustedLedger;
import dev.chit.app.verify.Verdict;
import dev.chit.client.ChitClient;
import dev.chit.client.DrawnChit;
import dev.chit.client.HandedOver;
import dev.chit.client.Incoming;
import dev.chit.client.KeptChit;
import dev.chit.client.Memo;
import dev.chit.client.MoneyRequest;
import dev.chit.client.Paid;
import dev.chit.client.ReceiptFile;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The steps about chits as things: asked for, drawn without a server, handed over, redeemed, and
/// proved years later.
final class ChitScenes {
  private static final String CAKE = "for the cake";

  private ChitScenes() {}

  static void request(Stage stage, Answer told) throws Exception {
    stage
        .bob()
        .client()
        .requests()
        .ask(stage.alice().name(), euros("4.50"), CAKE, Optional.empty());
    MoneyRequest asked = stage.alice().next(Incoming.Request.class).request();
    expect(asked.memo().equals(CAKE), "alice was asked for something else");
    Paid paid = stage.alice().client().requests().pay(asked);
    Incoming.Request answered = stage.bob().next(Incoming.Request.class);
    expect(answered.what() == Incoming.Request.What.PAID, "bob's request was not paid");
    told.with("chit", paid.chit().toString())
        .with("index", paid.index())
        .with("balance", paid.balanceText())
        .line("request    bob asks alice for 4.50 EUR “" + CAKE + "”, sealed, and alice pays it.")
        .line(
            "           The server sees that a payment answers a request: not what was asked, nor"
                + " for what.");
  }

  static void hand(Stage stage, Answer told) throws Exception {
    HandedOver handed =
        stage
            .alice()
            .client()
            .chits()
            .hand(stage.bob().name(), euros("2.00"), CAKE, Optional.empty());
    Incoming.ChitMoved came = stage.bob().next(Incoming.ChitMoved.class);
    expect(came.chit().chit().equals(handed.chit().chit()), "another chit came to bob");
    expect(came.chit().memo().equals(new Memo.Text(CAKE)), "the chit came without its memo");
    Paid paid = stage.bob().client().chits().redeem(came.chit().text());
    told.with("chit", paid.chit().toString())
        .with("delivery", handed.state().toString())
        .with("index", paid.index())
        .with("balance", paid.balanceText())
        .line(
            "hand       alice hands bob a chit of 2.00 EUR in a sealed message. His client checks")
        .line(
            "           it at once and keeps it; when he redeems it, it is entry "
                + paid.index()
                + ".");
  }

  static void drawOffline(Stage stage, Answer told) throws Exception {
    stage.stopServer();
    stage.alice().awaitCut();
    stage.bob().awaitCut();
    ChitClient alice = stage.alice().client();
    DrawnChit drawn = alice.chits().draw(stage.bob().name(), euros("3.00"), "", Optional.empty());
    KeptChit kept = stage.bob().client().chits().keep(drawn.text());
    expect(kept.payerName().equals("alice"), "bob took the chit for somebody else's");
    stage.handOver(drawn.text());
    told.with("chit", drawn.chit().toString())
        .with("amount", drawn.amount().format(kept.unit()))
        .with("text", drawn.text())
        .line("draw       The server is stopped. alice signs a chit of 3.00 EUR all the same and")
        .line("           hands it to bob as text. Her signature is good, says bob's client:")
        .line("           " + shortened(drawn.text()));
  }

  static void redeem(Stage stage, Answer told) throws Exception {
    stage.restartServer();
    ChitClient bob = stage.bob().client();
    bob.awaitConnected();
    Paid paid = bob.chits().redeem(stage.handedOver());
    told.with("chit", paid.chit().toString())
        .with("index", paid.index())
        .with("balance", paid.balanceText())
        .line("redeem     The server is back with all it had. bob presents the chit and is paid:")
        .line("           entry " + paid.index() + ". He has " + paid.balanceText() + " EUR.");
  }

  static void receiptVerified(Stage stage, Answer told) throws Exception {
    ChitClient bob = stage.bob().client();
    ReceiptFile receipt =
        bob.receiptFile(bob.receipts(1, Optional.empty()).getFirst().chit(), false);
    Files.writeString(stage.receiptFile(), receipt.text());
    stage.stopServer();
    var verifier =
        new OfflineVerifier(
            Optional.of(TrustedLedger.parse(stage.server().address())), List.of(), Instant.now());
    Verdict verdict = verifier.judge(Files.readString(stage.receiptFile()));
    expect(
        verdict instanceof Verdict.Paid paid && paid.receipt().index() == receipt.index(),
        "the receipt does not prove the payment");
    Verdict altered = verifier.judge(receipt.text().replaceFirst("index \\d+", "index 1"));
    expect(altered instanceof Verdict.Refused, "an altered receipt was taken for good");
    told.with("chit", receipt.chit().toString())
        .with("index", receipt.index())
        .line("receipt    The server is stopped for good. bob's receipt, a file, still proves by")
        .line(
            "           itself that alice signed and that it is entry "
                + receipt.index()
                + " of the signed log;")
        .line("           with one digit altered it proves nothing.");
  }

  private static String shortened(String text) {
    return text.substring(0, 40) + "…";
  }
}
