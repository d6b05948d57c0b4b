package dev.chit.app.tui;

import dev.chit.client.ConnectionState;
import dev.chit.client.Incoming;
import dev.chit.client.KeyCheck;
import dev.chit.client.MessageState;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Views as they could be, and what could happen to them.
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final With BOB = person("bob");
  static final With CAROL = person("carol");

  private static final List<Word> WORDS =
      List.of(
          new Word("pay", "pay somebody", true),
          new Word("balance", "show the balance", false),
          new Word("block", "drop whatever somebody sends", true));

  private Samples() {}

  static With person(String name) {
    return new With.Person(new AccountName(name));
  }

  static MessageId id(int number) {
    return new MessageId(number, -number);
  }

  static Conversation conversation(With with) {
    return new Conversation(with, false, KeyCheck.NOT_COMPARED, "", NOON);
  }

  /// Alice, who knows bob and carol, before an open conversation with bob.
  static Model atBobs(int columns, int rows) {
    Model model = Model.begin(columns, rows, ZoneOffset.UTC, "alice", WORDS);
    model = model.connection(ConnectionState.CONNECTED);
    model = after(model, people(BOB, CAROL));
    return after(model, new Event.Opened(BOB));
  }

  static Event people(With... with) {
    return new Event.People("alice", List.of(with).stream().map(Samples::conversation).toList());
  }

  /// Bob's texts of these numbers, a minute apart.
  static List<Entry> texts(int from, int to) {
    var all = new ArrayList<Entry>();
    for (int i = from; i <= to; i++) {
      all.add(said(i, "text " + i));
    }
    return all;
  }

  static Entry said(int number, String text) {
    return new Entry.Said(
        number,
        id(number),
        "bob",
        false,
        text,
        NOON.plusSeconds(60L * number),
        MessageState.RECEIVED,
        0,
        false,
        false,
        "",
        true);
  }

  static Entry mine(int number, String text, MessageState state) {
    return new Entry.Said(
        number,
        id(number),
        "alice",
        true,
        text,
        NOON.plusSeconds(60L * number),
        state,
        0,
        false,
        false,
        "",
        true);
  }

  static Event newest(List<Entry> entries, boolean more) {
    return new Event.Page(BOB, Optional.empty(), entries, more);
  }

  static Event message(String from, int number) {
    return new Event.Arrived(
        new Incoming.Message(
            id(number),
            from,
            new AccountId(0, 7),
            "not looked at",
            NOON,
            Optional.empty(),
            Optional.empty(),
            false),
        Optional.empty());
  }

  static Model after(Model model, Event... events) {
    Model now = model;
    for (Event event : events) {
      now = Reducer.reduce(now, event).model();
    }
    return now;
  }

  static Event key(Press press) {
    return new Event.Key(press);
  }

  static List<String> drawn(Model model) {
    return new Painter(Theme.WITHOUT_COLOR)
        .paint(model).lines().stream().map(Object::toString).toList();
  }

  static String screen(Model model) {
    return String.join("\n", drawn(model));
  }
}
