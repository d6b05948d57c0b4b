package dev.chit.client.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.Job;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LedgerRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Deletion;
import dev.chit.client.talk.v1.Edit;
import dev.chit.client.talk.v1.PaymentMemo;
import dev.chit.client.talk.v1.PaymentRequest;
import dev.chit.client.talk.v1.ReadMarks;
import dev.chit.client.talk.v1.TalkAnswer;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.MessageId;
import dev.chit.core.Salt;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.Ed25519;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.SignalSessions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much of strangers' a profile keeps and shows.
final class StrangersTest {
  private static final int DELETED = -1;

  @TempDir Path home;

  private final TestClock clock = new TestClock();
  private final LocalDevice me = TestProfile.device(clock);
  private final Contents contents =
      new Contents(
          new Healing(
              new Sealer(
                  new SignalSessions(Ed25519.verifier(), TestProfile.RANDOM, clock),
                  TestProfile.RANDOM),
              TestProfile.RANDOM,
              clock),
          new MarksInbox(_ -> {}),
          TestProfile.NO_GROUPS,
          TestProfile.NO_DEVICES,
          (_, _, _) -> {});
  private final Person bob = person("bob");
  private ProfileStore store;
  private int messages;

  @BeforeEach
  void create() throws Exception {
    store = TestProfile.create(home.resolve("profile"), me);
    run(
        tables -> {
          LedgerRow.Builder ledger =
              LedgerRow.newBuilder()
                  .setLogKey(ByteString.copyFrom(new byte[VerifyKey.LENGTH]))
                  .setUnit("EUR")
                  .setScale(2)
                  .setOperator(ByteString.copyFrom(new byte[AccountId.LENGTH]));
          tables.profile(tables.profile().toBuilder().setLedger(ledger).build());
          return true;
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Person person(String name) {
    LocalDevice device = TestProfile.device(clock);
    return new Person(
        new AccountName(name),
        device.statement().account(),
        device.statement().identity(),
        List.of(device.statement()),
        1);
  }

  @Test
  void soManyTextsOfAStrangerAreKeptAndTheNextIsDroppedAndToldOnce() throws Exception {
    for (int i = 0; i < Consent.TEXTS_MAX; i++) {
      text(bob, "hello");
    }
    assertEquals(Consent.TEXTS_MAX, count(tables -> tables.messages));
    assertEquals(0, warnings("stranger-dropped"));

    text(bob, "one more");
    text(bob, "and another");

    assertEquals(Consent.TEXTS_MAX, count(tables -> tables.messages));
    assertEquals(1, warnings("stranger-dropped"));
  }

  @Test
  void soManyBytesOfAStrangerAreKeptAndNotOneMore() throws Exception {
    text(bob, "x".repeat(Consent.TEXT_BYTES_MAX - 1));
    text(bob, "y");
    assertEquals(2, count(tables -> tables.messages));
    text(bob, "z");
    assertEquals(2, count(tables -> tables.messages));
    assertEquals(1, warnings("stranger-dropped"));
  }

  @Test
  void soManyThingsOfAStrangerAreHeldBackAndAppliedInOrderOnceAccepted() throws Exception {
    for (int i = 1; i <= Consent.HELD_MAX + 1; i++) {
      take(bob, request(i, ""));
    }
    assertEquals(Consent.HELD_MAX, count(tables -> tables.held));
    assertEquals(0, count(tables -> tables.requests));
    assertEquals(1, unseen(UnseenRow.KindCase.TALK));
    assertEquals(0, unseen(UnseenRow.KindCase.REQUEST));

    accept(bob);

    assertEquals(0, count(tables -> tables.held));
    assertEquals(
        1L,
        store.run(tables -> tables.requests.after(0, 1)).getFirst().value().getAmount(),
        "the first comes first");
    assertEquals(Consent.HELD_MAX, count(tables -> tables.requests));
    take(bob, request(99, ""));
    assertEquals(Consent.HELD_MAX + 1, count(tables -> tables.requests));
  }

  @Test
  void soManyBytesOfAStrangerAreHeldBackAndNotMore() throws Exception {
    int small = request(2, "").getSerializedSize();
    int spare = request(1, "x".repeat(40_000)).getSerializedSize() - 40_000;
    take(bob, request(1, "x".repeat(Consent.HELD_BYTES_MAX - spare - small)));
    take(bob, request(2, ""));
    assertEquals(2, count(tables -> tables.held));
    take(bob, request(3, ""));
    assertEquals(2, count(tables -> tables.held));
  }

  @Test
  void soManyStrangersMayAskAndTheNextMayOnceOneIsAnswered() throws Exception {
    for (int i = 0; i < Consent.STRANGERS_MAX; i++) {
      text(person("stranger" + i), "hello");
    }
    text(bob, "hello");
    take(bob, request(1, ""));
    text(person("carol"), "hello");
    assertEquals(Consent.STRANGERS_MAX, count(tables -> tables.messages));
    assertEquals(0, count(tables -> tables.held));
    assertEquals(1, warnings("too-many-strangers"));
    assertEquals(Standing.STRANGER, standing(bob));

    Person first = person("first");
    accept(first);
    text(first, "contacts are heard whatever strangers do");
    assertEquals(Consent.STRANGERS_MAX + 1, count(tables -> tables.messages));
  }

  @Test
  void soManyMemosWaitForTheirChitsOfAStrangerAndOfAContactAllDo() throws Exception {
    for (int i = 1; i <= PaymentMemos.EARLY_MAX + 1; i++) {
      take(bob, memo(i));
    }
    assertEquals(PaymentMemos.EARLY_MAX, count(tables -> tables.memos));
    assertEquals(Standing.STRANGER, standing(bob), "who pays does not ask to talk");

    accept(bob);
    take(bob, memo(100));
    assertEquals(PaymentMemos.EARLY_MAX + 1, count(tables -> tables.memos));
  }

  @Test
  void whatCannotBeReadOfStrangersIsToldOnceAndOfTheRefusedNotAtAll() throws Exception {
    for (int i = 0; i < 3; i++) {
      run(tables -> unreadable(tables, bob));
    }
    assertEquals(1, warnings("stranger-dropped"));
    assertEquals(0, warnings("message-lost"));
    accept(bob);
    run(tables -> unreadable(tables, bob));
    assertEquals(1, warnings("message-lost"));
  }

  @Test
  void soManyChangesWaitForTheirTextsAndTheNewestCount() throws Exception {
    accept(bob);
    for (int i = 1; i <= TextChanges.EARLY_MAX + 1; i++) {
      take(bob, edit(i, 1, "early"));
    }
    assertEquals(TextChanges.EARLY_MAX, count(tables -> tables.earlyChanges));
  }

  @Test
  void changesCountInWhateverOrderTheyComeAndOnlyThoseOfTheSender() throws Exception {
    accept(bob);
    Person carol = person("carol");
    accept(carol);
    take(bob, edit(1, 2, "second"));
    take(bob, edit(1, 1, "first"));
    take(carol, deletion(1));
    textWithId(bob, 1, "original");
    assertEquals("second", message(bob, 1).getText());
    take(bob, edit(1, 1, "first again"));
    take(bob, edit(1, 3, "x".repeat(TextChanges.TEXT_BYTES_MAX + 1)));
    take(bob, edit(1, 3, ""));
    assertEquals("second", message(bob, 1).getText());
    take(bob, edit(1, 3, "x".repeat(TextChanges.TEXT_BYTES_MAX)));
    assertEquals(3, message(bob, 1).getVersion());

    take(bob, deletion(2));
    take(bob, edit(2, 5, "too late"));
    textWithId(bob, 2, "never shown");
    assertTrue(message(bob, 2).getDeleted());
    assertEquals("", message(bob, 2).getText());
    assertEquals(1, count(tables -> tables.earlyChanges), "carol's, of a text that is not hers");
  }

  @Test
  void everyOrderOfATextAndItsChangesEndsTheSame() throws Exception {
    accept(bob);
    int number = 0;
    for (List<Integer> order : orders(List.of(0, 1, 2, 2))) {
      arrive(++number, order);
      assertEquals("version 2", message(bob, number).getText(), order::toString);
    }
    for (List<Integer> order : orders(List.of(0, 1, 2, DELETED))) {
      arrive(++number, order);
      assertTrue(message(bob, number).getDeleted(), order::toString);
      assertEquals("", message(bob, number).getText(), order::toString);
    }
    assertEquals(0, count(tables -> tables.earlyChanges));
  }

  /// @param versions 0 is the text itself
  private void arrive(int number, List<Integer> versions) throws Exception {
    for (int version : versions) {
      switch (version) {
        case 0 -> textWithId(bob, number, "version 0");
        case DELETED -> take(bob, deletion(number));
        default -> take(bob, edit(number, version, "version " + version));
      }
    }
  }

  private static List<List<Integer>> orders(List<Integer> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<Integer>>();
    for (int i = 0; i < of.size(); i++) {
      var rest = new ArrayList<>(of.subList(0, i));
      rest.addAll(of.subList(i + 1, of.size()));
      for (List<Integer> order : orders(rest)) {
        all.add(Stream.concat(Stream.of(of.get(i)), order.stream()).toList());
      }
    }
    return all;
  }

  @Test
  void whatStrangersChangeIsHeldBackAndTheirReadMarksAreDropped() throws Exception {
    textWithId(bob, 1, "original");
    take(bob, edit(1, 1, "changed"));
    ReadMarks.Builder marks = ReadMarks.newBuilder().addMessageIds(id(1, MessageId.LENGTH));
    take(bob, Content.newBuilder().setReadMarks(marks).build());
    assertEquals("original", message(bob, 1).getText());
    assertEquals(1, count(tables -> tables.held));
    accept(bob);
    assertEquals("changed", message(bob, 1).getText());
  }

  private static Content edit(int number, int version, String text) {
    return Content.newBuilder()
        .setEdit(
            Edit.newBuilder()
                .setMessageId(id(number, MessageId.LENGTH))
                .setVersion(version)
                .setText(text))
        .build();
  }

  private static Content deletion(int number) {
    return Content.newBuilder()
        .setDeletion(Deletion.newBuilder().setMessageId(id(number, MessageId.LENGTH)))
        .build();
  }

  private void textWithId(Person from, int number, String text) throws Exception {
    messages = number - 1;
    text(from, text);
    messages = 1_000_000 + number;
  }

  private MessageRow message(Person from, int number) throws Exception {
    return store.run(
        tables ->
            Histories.row(tables, from.account(), id(number, MessageId.LENGTH)).orElseThrow());
  }

  @Test
  void whoNeverAskedIsNotBelievedToRefuseAndWhoDidIsToldOnce() throws Exception {
    take(bob, refusal());
    assertEquals(0, unseen(UnseenRow.KindCase.TALK));
    accept(bob);
    take(bob, refusal());
    take(bob, refusal());
    assertEquals(1, unseen(UnseenRow.KindCase.TALK));
    text(bob, "I changed my mind");
    take(bob, refusal());
    assertEquals(2, unseen(UnseenRow.KindCase.TALK));
  }

  private static boolean unreadable(Tables tables, Person from) throws SQLException {
    Consent.unreadable(tables, from, "it was torn");
    return true;
  }

  private static Content refusal() {
    return Content.newBuilder()
        .setTalkAnswer(TalkAnswer.newBuilder().setVerdict(TalkAnswer.Verdict.REFUSED))
        .build();
  }

  private static Content request(int amount, String unit) {
    return Content.newBuilder()
        .setRequest(
            PaymentRequest.newBuilder()
                .setRequestId(id(amount, 16))
                .setAmount(amount)
                .setUnit(unit.isEmpty() ? "EUR" : unit))
        .build();
  }

  private static Content memo(int number) {
    return Content.newBuilder()
        .setMemo(
            PaymentMemo.newBuilder()
                .setChitId(id(number, ChitId.LENGTH))
                .setSalt(id(number, Salt.LENGTH))
                .setMemo("for you"))
        .build();
  }

  private static ByteString id(int number, int length) {
    return ByteString.copyFrom(ByteBuffer.allocate(length).putInt(number).array());
  }

  private void text(Person from, String text) throws Exception {
    take(from, Content.newBuilder().setText(Text.newBuilder().setText(text)).build());
  }

  private void take(Person from, Content content) throws Exception {
    MessageId id = MessageId.of(id(++messages, MessageId.LENGTH).toByteArray());
    run(
        tables -> {
          var received = new Received(from, from.devices().getFirst(), id, content, 1_000, false);
          contents.take(tables, received);
          return true;
        });
  }

  private void accept(Person person) throws Exception {
    run(
        tables -> {
          contents.accept(tables, person);
          return true;
        });
  }

  private Standing standing(Person person) throws Exception {
    return store.run(tables -> Consent.standing(tables, person.account()));
  }

  private void run(Job<Boolean> job) throws ChitException, InterruptedException {
    assertTrue(store.run(job));
  }

  private interface Table {
    SealedTable<?> of(Tables tables);
  }

  private int count(Table table) throws Exception {
    return store.run(tables -> table.of(tables).after(0, 10_000).size());
  }

  private long unseen(UnseenRow.KindCase kind) throws Exception {
    return store.run(tables -> tables.unseen.after(0, 10_000)).stream()
        .filter(row -> row.value().getKindCase() == kind)
        .count();
  }

  private long warnings(String code) throws Exception {
    return store.run(tables -> tables.unseen.after(0, 10_000)).stream()
        .filter(row -> row.value().getWarning().getCode().equals(code))
        .count();
  }
}
