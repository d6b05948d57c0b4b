package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.client.SentMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The step about what can be done with messages.
final class ConversationScenes {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final long GONE_SECONDS_MAX = 20;
  private static final long LOOK_MILLIS = 20;

  private ConversationScenes() {}

  static void converse(Stage stage, Answer told) throws Exception {
    ChitClient alice = stage.alice().client();
    ChitClient bob = stage.bob().client();
    SentMessage sent = alice.send(stage.bob().name(), "See you at tow.");
    stage.bob().next(Incoming.Message.class);
    alice.conversations().edit(sent.id(), "See you at two.");
    String edited = stage.bob().next(Incoming.MessageEdited.class).text();
    expect(edited.equals("See you at two."), "bob does not see what alice corrected");
    bob.conversations().reply(stage.alice().name(), sent.id(), "Two it is.");
    Incoming.Message answer = stage.alice().next(Incoming.Message.class);
    expect(answer.replyTo().equals(Optional.of(sent.id())), "the answer answers something else");

    alice.conversations().disappear(stage.bob().name(), SHORT);
    stage.bob().next(Incoming.DisappearAfter.class);
    SentMessage secret = alice.send(stage.bob().name(), "The key is under the mat.");
    stage.bob().next(Incoming.Message.class);
    bob.conversations().shown(stage.alice().name(), List.of(secret.id()));
    awaitGone(bob, stage.alice(), secret);
    alice.conversations().disappear(stage.bob().name(), Duration.ZERO);
    stage.bob().next(Incoming.DisappearAfter.class);
    told.with("edited", sent.id().toString())
        .with("disappeared", secret.id().toString())
        .line("converse   alice corrects herself: " + edited + " bob answers: " + answer.text())
        .line("           What she writes then disappears from both sides a second after it is")
        .line("           read.");
  }

  private static void awaitGone(ChitClient client, Member from, SentMessage message)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GONE_SECONDS_MAX);
    while (client.history(from.name(), 50, Optional.empty()).stream()
        .map(HistoryMessage::id)
        .anyMatch(message.id()::equals)) {
      if (System.nanoTime() > deadline) {
        throw CommandFailure.refused("still-there", "The message did not disappear.");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
