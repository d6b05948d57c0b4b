package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.euros;
import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitState;
import dev.chit.client.FileProgress;
import dev.chit.client.HandedOver;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.Paid;
import dev.chit.client.SharedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The step about direct links: from hand to hand while there is no server.
final class LinkScenes {
  private static final int FILE_BYTES = 2_000_000;

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
    SharedFile saved = file(stage, alice, bob);
    stage.restartServer();
    bob.client().awaitConnected();
    Paid paid = bob.client().chits().redeem(came.chit().text());
    told.with("chit", paid.chit().toString())
        .with("file", saved.name())
        .with("bytes", saved.size())
        .with("delivery", handed.state().toString())
        .with("index", paid.index())
        .with("balance", paid.balanceText())
        .line("link       Both allow direct links: their clients find and prove each other. The")
        .line("           server is stopped, alice hands bob a chit of 1.50 EUR, his client has")
        .line("           checked it, and hers knows. A file of 2 MB goes straight across as well.")
        .line("           The server is back: entry " + paid.index() + ".");
  }

  private static SharedFile file(Stage stage, Member alice, Member bob) throws Exception {
    Path source = stage.film().resolveSibling("across.bin");
    Files.write(source, new byte[FILE_BYTES]);
    var _ = alice.client().files().send(bob.name(), source, FileProgress.NONE);
    SharedFile offered = bob.next(Incoming.File.class).file();
    SharedFile saved = bob.client().files().save(offered, stage.downloads(), FileProgress.NONE);
    expect(Files.mismatch(source, saved.path().orElseThrow()) < 0, "another file came to bob");
    return saved;
  }
}
