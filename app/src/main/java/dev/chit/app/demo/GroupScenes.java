package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.client.Group;
import dev.chit.client.Groups;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.core.group.GroupName;
import java.util.List;
import java.util.Optional;

/// The step about groups.
final class GroupScenes {
  private GroupScenes() {}

  static void group(Stage stage, Answer told) throws Exception {
    Groups alice = stage.alice().client().groups();
    Groups bob = stage.bob().client().groups();
    Group trip = alice.create(new GroupName("trip"), List.of(stage.bob().name()));
    expect(stage.bob().next(Incoming.GroupNews.class).by().equals("alice"), "bob was not let in");
    alice.send(trip.id(), "Tickets?");
    String heard = stage.bob().next(Incoming.GroupMessage.class).text();
    expect(heard.equals("Tickets?"), "bob read something else than alice wrote");
    bob.send(trip.id(), "I have two.");
    String answered = stage.alice().next(Incoming.GroupMessage.class).text();
    bob.leave(trip.id());
    stage.alice().next(Incoming.GroupNews.class);
    alice.send(trip.id(), "Alone, then.");
    List<HistoryMessage> atBob = bob.history(trip.id(), 10, Optional.empty());
    expect(atBob.size() == 2, "bob reads on though he has left");
    told.with("group", trip.name().toString())
        .with("group_id", trip.id().toString())
        .line("group      alice makes the group #trip and lets bob in. Each message is sealed once")
        .line("           for all. alice: " + heard + " bob: " + answered)
        .line("           bob leaves and reads nothing more. The server knows no group.");
  }
}
