package dev.chit.app.tui;

import static dev.chit.app.tui.Samples.BOB;
import static dev.chit.app.tui.Samples.CAROL;
import static dev.chit.app.tui.Samples.after;
import static dev.chit.app.tui.Samples.atBobs;
import static dev.chit.app.tui.Samples.key;
import static dev.chit.app.tui.Samples.message;
import static dev.chit.app.tui.Samples.newest;
import static dev.chit.app.tui.Samples.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ConnectionState;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReducerTest {
  @Test
  void aMessageThatArrivesAmidTypingChangesNotWhatIsTyped() {
    Model typing = after(atBobs(80, 24), new Event.Typed("see you at no"));
    Step step = Reducer.reduce(typing, message("bob", 5));
    assertTrue(step.effects().contains(new Effect.LoadNewest(BOB, Room.PAGE)));
    assertEquals("see you at no", step.model().composer().text());
    assertEquals(0, step.model().unread(BOB));
  }

  @Test
  void whatNobodySeesIsUnreadUntilItIsOpened() {
    Model model = after(atBobs(80, 24), message("carol", 1), message("carol", 2));
    model = after(model, message("carol", 2));
    assertEquals(2, model.unread(CAROL));
    assertEquals(0, after(model, key(Press.NEXT)).unread(CAROL));

    Model reading = after(atBobs(80, 24), key(Press.HELP), message("bob", 3));
    assertEquals(1, reading.unread(BOB));
    Step back = Reducer.reduce(reading, key(Press.ESCAPE));
    Step shown = Reducer.reduce(back.model(), newest(texts(1, 3), false));
    assertEquals(0, shown.model().unread(BOB));
    assertTrue(
        shown.effects().stream().anyMatch(it -> it instanceof Effect.Shown), "" + shown.effects());
  }

  @Test
  void moreThanAThousandUnreadAreNotCounted() {
    Model model = atBobs(80, 24);
    for (int i = 0; i <= Model.UNREAD_MAX; i++) {
      model = model.arrived(CAROL, Samples.id(i));
    }
    assertEquals(Model.UNREAD_MAX, model.unread(CAROL));
  }

  @Test
  void aTextIsSentAndStandsAgainIfItCouldNotBe() {
    Step step = Reducer.reduce(after(atBobs(80, 24), new Event.Typed("hello")), key(Press.ENTER));
    assertEquals(List.of(new Effect.Say(BOB, "hello")), step.effects());
    assertTrue(step.model().composer().isEmpty());
    assertTrue(Samples.screen(step.model()).contains("sending"));

    Model failed =
        after(
            step.model(),
            new Event.Sent(BOB, "hello", Optional.empty(), Optional.of("You have blocked bob.")));
    assertEquals("hello", failed.composer().text());
    assertEquals(List.of("You have blocked bob."), failed.said());
    assertFalse(Samples.screen(failed).contains("sending"));
  }

  @Test
  void aFailedTextNeverTakesThePlaceOfAnother() {
    Model model = after(atBobs(80, 24), new Event.Typed("one"), key(Press.ENTER));
    model = after(model, new Event.Typed("two"));
    model = after(model, new Event.Sent(BOB, "one", Optional.empty(), Optional.of("No.")));
    assertEquals("two", model.composer().text());
  }

  @Test
  void draftsWaitWhereTheyWereWritten() {
    Model model = after(atBobs(80, 24), new Event.Typed("for bob"), key(Press.NEXT));
    assertEquals("", model.composer().text());
    model = after(model, new Event.Typed("for carol"), key(Press.PREVIOUS));
    assertEquals("for bob", model.composer().text());
  }

  @Test
  void aSlashIsACommandAndTwoAreAText() {
    Step command =
        Reducer.reduce(after(atBobs(80, 24), new Event.Typed("/pay bob 5")), key(Press.ENTER));
    assertEquals(List.of(new Effect.Command("pay bob 5")), command.effects());
    Step another =
        Reducer.reduce(after(command.model(), new Event.Typed("/balance")), key(Press.ENTER));
    assertEquals(List.of(), another.effects());
    assertEquals("/balance", another.model().composer().text());

    Step text = Reducer.reduce(after(atBobs(80, 24), new Event.Typed("//x")), key(Press.ENTER));
    assertEquals(List.of(new Effect.Say(BOB, "/x")), text.effects());
  }

  @Test
  void aQuestionTakesWhatIsTypedAndLeavesTheDraftAlone() {
    Model asked =
        after(
            atBobs(80, 24),
            new Event.Typed("a draft"),
            new Event.Asked("Pay 5.00 EUR to bob, abcd? [y/N] ", false));
    assertTrue(Samples.screen(asked).contains("Pay 5.00 EUR to bob, abcd?"));
    Step yes = Reducer.reduce(after(asked, new Event.Typed("y")), key(Press.ENTER));
    assertEquals(List.of(new Effect.Answer(Optional.of("y"))), yes.effects());
    assertEquals("a draft", yes.model().composer().text());
    Step no = Reducer.reduce(asked, key(Press.ESCAPE));
    assertEquals(List.of(new Effect.Answer(Optional.empty())), no.effects());
  }

  @Test
  void whatWasTypedAheadOfAQuestionDoesNotAnswerIt() {
    Model model = after(atBobs(80, 24), new Event.Typed("/pay bob 5"), key(Press.ENTER));
    model = after(model, new Event.Typed("y"), new Event.Asked("Pay? [y/N] ", false));
    Step step = Reducer.reduce(model, key(Press.ENTER));
    assertEquals(List.of(new Effect.Answer(Optional.of(""))), step.effects());
  }

  @Test
  void aSecretIsNotShown() {
    Model model =
        after(atBobs(80, 24), new Event.Asked("Passphrase: ", true), new Event.Typed("sesame"));
    assertTrue(Samples.screen(model).contains("answer> ••••••"), Samples.screen(model));
    assertFalse(Samples.screen(model).contains("sesame"));
  }

  @Test
  void pastedLineBreaksSendNothing() {
    Step step = Reducer.reduce(atBobs(80, 24), new Event.Typed("one\r\ntwo\u001b[2J\rthree"));
    assertEquals(List.of(), step.effects());
    assertEquals("one\ntwo[2J\nthree", step.model().composer().text());
  }

  @Test
  void theLastTextSentHereCanBeTakenBackButNoOther() {
    List<Entry> entries =
        List.of(
            Samples.mine(1, "of another day", MessageState.READ),
            Samples.mine(2, "oops", MessageState.STORED));
    Model model = after(atBobs(80, 24), newest(entries, false));
    assertEquals(List.of(), Reducer.reduce(model, key(Press.UNDO)).effects());

    model = after(model, new Event.Sent(BOB, "oops", Optional.of(Samples.id(2)), Optional.empty()));
    Step step = Reducer.reduce(model, key(Press.UNDO));
    assertEquals(List.of(new Effect.TakeBack(Samples.id(2), "oops")), step.effects());
    Model gone = after(model, new Event.TakenBack(Samples.id(2), "oops"));
    assertEquals("oops", gone.composer().text());
    assertEquals(
        List.of(), Reducer.reduce(after(gone, key(Press.INTERRUPT)), key(Press.UNDO)).effects());
  }

  @Test
  void olderPagesAreAskedForAtTheTopAndWhatIsSeenStays() {
    Model model = after(atBobs(80, 24), newest(texts(61, 120), true));
    Step step = Step.of(model);
    for (int i = 0; i < 10 && step.effects().isEmpty(); i++) {
      step = Reducer.reduce(step.model(), key(Press.PAGE_UP));
    }
    var older = assertInstanceOf(Effect.LoadOlder.class, step.effects().getFirst());
    assertEquals(61, older.before());
    String before = Samples.screen(step.model());
    assertTrue(before.contains("text 61"), before);

    Model paged = after(step.model(), new Event.Page(BOB, Optional.of(61L), texts(1, 60), false));
    assertTrue(Samples.screen(paged).contains("text 61"), Samples.screen(paged));
    assertTrue(Samples.screen(after(paged, key(Press.PAGE_UP))).contains("text 50"));

    // A message that comes in meanwhile moves nothing, and is said.
    Model arrived = after(paged, newest(texts(62, 121), true));
    List<String> seen = Samples.drawn(arrived).subList(2, 20);
    assertEquals(Samples.drawn(paged).subList(2, 20), seen);
    assertTrue(Samples.screen(arrived).contains("↓ 1 new"), Samples.screen(arrived));
    assertEquals(121, arrived.room().entries().size());
    Step down = Reducer.reduce(arrived, key(Press.ESCAPE));
    assertTrue(Samples.screen(down.model()).contains("text 121"));
  }

  @Test
  void aLateOrRepeatedPageChangesNothing() {
    Model model = after(atBobs(80, 24), newest(texts(61, 120), true));
    Model late = after(model, new Event.Page(BOB, Optional.of(30L), texts(1, 29), false));
    assertEquals(model.room().entries(), late.room().entries());
    Model other = after(model, new Event.Page(CAROL, Optional.empty(), texts(1, 2), false));
    assertEquals(model.room().entries(), other.room().entries());
  }

  @Test
  void beyondThousandsNoOlderOnesAreLoaded() {
    Model model = after(atBobs(80, 24), newest(texts(10_001, 10_060), true));
    Model full =
        after(model, new Event.Page(BOB, Optional.of(10_001L), texts(1, Room.ENTRIES_MAX), true));
    assertFalse(full.room().more());
  }

  @Test
  void aClickOpensAConversationAndTheFirstLineTheWallet() {
    Model model = after(atBobs(80, 24), new Event.Click(3, 3));
    assertTrue(model.room().isOf(CAROL));
    assertTrue(after(model, new Event.Click(3, 2)).room().isOf(BOB));
    assertTrue(after(model, new Event.Click(3, 15)).room().isOf(CAROL));
    assertTrue(after(model, new Event.Click(50, 2)).room().isOf(CAROL));
    assertEquals(Model.View.WALLET, after(model, new Event.Click(70, 0)).view());
  }

  @Test
  void theWheelScrollsWhatItIsOver() {
    Model model = after(atBobs(80, 24), newest(texts(1, 60), false));
    assertEquals(3, after(model, new Event.Wheel(50, 10, true)).room().scroll());
    assertEquals(0, after(model, new Event.Wheel(50, 10, false)).room().scroll());
    assertEquals(0, after(model, new Event.Wheel(3, 10, true)).room().scroll());
  }

  @Test
  void aConnectionThatIsBackAsksForWhatWasMissed() {
    Model model = after(atBobs(80, 24), connection(ConnectionState.WAITING));
    assertTrue(Samples.screen(model).contains("no connection, trying again"));
    Step back = Reducer.reduce(model, connection(ConnectionState.CONNECTED));
    assertTrue(back.effects().contains(new Effect.LoadOnline()), "" + back.effects());
  }

  @Test
  void aQuestionMarkIsHelpAndTwoAreOne() {
    Model help = after(atBobs(80, 24), new Event.Typed("?"));
    assertInstanceOf(Panel.Reading.class, help.panel());
    Model back = after(help, new Event.Typed("?"));
    assertInstanceOf(Panel.None.class, back.panel());
    assertEquals("?", back.composer().text());
  }

  private static Event connection(ConnectionState state) {
    return new Event.Arrived(new Incoming.Connection(state), Optional.empty());
  }
}
