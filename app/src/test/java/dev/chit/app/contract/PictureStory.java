package dev.chit.app.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What people said and paid before the pictures are taken, in the order in which they did: alice,
/// whose screen is shown, hears each word before the next is said.
final class PictureStory implements AutoCloseable {
  static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave", "mallory");

  private final Town town;
  private final Chit.Running alice;

  private PictureStory(Town town, Chit.Running alice) {
    this.town = town;
    this.alice = alice;
  }

  static PictureStory begin(Town town) throws InterruptedException {
    PEOPLE.forEach(town::welcome);
    Chit.Running alice = Chit.start("agent", "--json", "--home", town.home("alice"));
    alice.out().await("\n");
    var story = new PictureStory(town, alice);
    story.alice("msg", "carol", "The photos from Saturday are wonderful");
    story.toAlice("carol", "I have more, you get them tonight");
    story.alice("msg", "bob", "Cinema tonight? The late one starts at nine.");
    story.toAlice("bob", "Yes! I can get the tickets on my way.");
    story.alice("msg", "bob", "Perfect. How much do I owe you?");
    story.toAlice("bob", "12.50. And you forgot your half of lunch :)");
    story.as("bob", "pay", "alice", "3.20", "bus ticket");
    story.alice("pay", "bob", "12.50", "cinema ticket");
    story.alice("pay", "bob", "8.00", "half of lunch");
    story.toAlice("bob", "Got it, thank you! See you at nine.");
    story.alice("pay", "carol", "24.00", "prints");
    story.as("dave", "pay", "alice", "40.00", "guitar strings, and the concert");
    story.toAlice("mallory", "Hello, we met at the market on Sunday.");
    return story;
  }

  void alice(String... words) {
    as("alice", words);
  }

  void as(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name), "--json"));
    Chit.run(Map.of(), "", all.toArray(String[]::new)).ok();
  }

  void toAlice(String from, String text) {
    as(from, "msg", "alice", text);
    await(from, text);
  }

  void toGroup(String from, String group, String text) {
    as(from, "msg", group, text);
    await(group, text);
  }

  private void await(String with, String text) {
    String home = town.home("alice");
    while (!Chit.run("history", with, "--json", "--home", home).out().contains(text)) {
      Thread.onSpinWait();
    }
  }

  /// Alice's client ends, so that another can show her profile.
  @Override
  public void close() {
    alice.close();
  }
}
