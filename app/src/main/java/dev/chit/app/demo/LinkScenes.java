package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.euros;
import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitState;
import dev.chit.client.HandedOver;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.Paid;
import java.util.List;
import java.util.Optional;

/// The step about direct links: from hand to hand while there is no server.
final class LinkScenes {
  private LinkScenes() {}

  static void link(Stage stage, Answer told) throws Exception {
    Member alice = stage.alice();
    Member bob = stage.bob();
    for (Member each : List.of(alice, bob)) {
      each.client().links().allow(true);
      each.client().links().open();
    }
    alice.awaitLink();
    bob.awaitLink();
    stage.stopServer();
    alice.awaitCut();
    bob.awaitCut();
    HandedOver handed =
        alice.client().chits().hand(bob.name(), euros("1.50"), "the tea", Optional.empty());
    Incoming.ChitMoved came = bob.next(Incoming.ChitMoved.class);
    expect(came.chit().chit().equals(handed.chit().chit()), "another chit came to bob");
    expect(came.state() == ChitState.RECEIVED, "the chit is not as bob should see it");
    expect(handed.state() == MessageState.DELIVERED, "alice does not know that bob has the chit");
    stage.restartServer();
    bob.client().awaitConnected();
    Paid paid = bob.client().chits().redeem(came.chit().text());
    told.with("chit", paid.chit().toString())
        .with("delivery", handed.state().toString())
        .with("index", paid.index())
        .with("balance", paid.balanceText())
        .line("link       Both allow direct links: their clients find and prove each other. The")
        .line("           server is stopped, alice hands bob a chit of 1.50 EUR, his client has")
        .line(
            "           checked it, and hers knows. The server is back: entry "
                + paid.index()
                + ".");
  }
}
