package dev.chit.app.tui;

import dev.chit.app.console.Sizes;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Memo;
import dev.chit.client.MoneyRequest;
import dev.chit.client.Purpose;
import dev.chit.client.Receipt;
import dev.chit.client.RequestState;
import dev.chit.client.SharedFile;
import dev.chit.core.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// What the client tells, as it is shown.
final class Entries {
  private static final int DIGITS = 8;
  private static final int QUOTE_MAX = 60;

  private Entries() {}

  static List<Entry> messages(List<HistoryMessage> messages) {
    var texts = new HashMap<MessageId, String>();
    messages.forEach(it -> texts.put(it.id(), it.from() + ": " + it.text()));
    var all = new ArrayList<Entry>();
    for (HistoryMessage it : messages) {
      if (it.chosen().isPresent()) {
        all.add(new Entry.Note(it.position(), disappearing(it), it.at()));
        continue;
      }
      String answers =
          it.replyTo()
              .map(id -> texts.getOrDefault(id, id.toString().substring(0, DIGITS)))
              .orElse("");
      all.add(
          new Entry.Said(
              it.position(),
              it.id(),
              it.from(),
              it.mine(),
              it.text(),
              it.at(),
              it.state(),
              it.readBy().size(),
              it.edited(),
              it.deleted(),
              Text.fit(Text.safe(answers), QUOTE_MAX),
              it.endToEnd()));
    }
    return all;
  }

  private static String disappearing(HistoryMessage it) {
    long seconds = it.chosen().orElseThrow().toSeconds();
    return seconds == 0
        ? it.from() + " chose that messages stay"
        : it.from() + " chose that messages disappear " + span(seconds) + " after they are read";
  }

  private static String span(long seconds) {
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  static Entry payment(Receipt it) {
    String memo =
        switch (it.memo()) {
          case Memo.Text(String text) -> text;
          case Memo.Mismatch _ -> "its memo is not the one that was signed";
          case Memo.None _, Memo.Awaited _ -> "";
        };
    String proof =
        switch (it.verification()) {
          case INCLUDED -> "signed, and in the log";
          case SIGNED -> "signed";
          case FAILED -> "NOT VERIFIED: the server's proof is wrong";
        };
    String purpose =
        switch (it.purpose()) {
          case Purpose.Plain _ -> "";
          case Purpose.PaysRequest _ -> ", as asked for";
          case Purpose.Refunds _ -> ", given back";
        };
    return new Entry.Payment(
        it.outgoing(),
        it.otherName(),
        it.amount().format(it.unit()) + " " + it.unit().code(),
        memo,
        proof + purpose,
        it.at());
  }

  static Entry request(MoneyRequest it) {
    return new Entry.Request(
        it.id().toString().substring(0, DIGITS),
        it.outgoing(),
        it.otherName(),
        it.amount().format(it.unit()) + " " + it.unit().code(),
        it.memo(),
        it.state().toString(),
        it.state() == RequestState.OPEN,
        it.at());
  }

  static Entry file(SharedFile it) {
    return new Entry.File(
        it.id().toString().substring(0, DIGITS),
        it.outgoing(),
        it.otherName(),
        it.name() + " (" + Sizes.text(it.size()) + ")",
        it.state(),
        it.at());
  }
}
