package dev.chit.app.tui;

import dev.chit.client.AccountBalance;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.Group;
import dev.chit.client.HistoryMessage;
import dev.chit.client.KeyCheck;
import dev.chit.client.MoneyRequest;
import dev.chit.client.OnlineMember;
import dev.chit.client.Receipt;
import dev.chit.client.SharedFile;
import dev.chit.client.Standing;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks the client for what is to be shown.
final class Loader {
  /// Conversations whose last message is looked up, to put them in order.
  private static final int ORDERED_MAX = 300;

  private static final int WALLET_MAX = 200;

  private final ChitClient client;

  Loader(ChitClient client) {
    this.client = client;
  }

  Event load(Effect.Load what) throws ChitException, InterruptedException {
    return switch (what) {
      case Effect.LoadPeople _ -> people();
      case Effect.LoadOnline _ -> online();
      case Effect.LoadWallet _ -> wallet();
      case Effect.LoadNewest(With with, int count) ->
          page(with, Math.min(count, ChitClient.HISTORY_MAX - 1), Optional.empty(), Instant.MAX);
      case Effect.LoadOlder(With with, long before, Instant at) ->
          page(with, Room.PAGE, Optional.of(before), at);
    };
  }

  private Event people() throws ChitException, InterruptedException {
    var all = new ArrayList<Conversation>();
    for (Acquaintance person : client.contacts().all(Standing.ASKING)) {
      all.add(person(person, all.size()));
    }
    for (Acquaintance person : client.contacts().all(Standing.ACCEPTED)) {
      all.add(person(person, all.size()));
    }
    for (Group group : client.groups().known()) {
      var with = new With.Group(group.id(), group.name().toString());
      all.add(new Conversation(with, false, KeyCheck.NOT_COMPARED, "", last(with, all.size())));
    }
    all.sort(
        Comparator.comparing(Conversation::last)
            .reversed()
            .thenComparing(it -> it.title().toLowerCase(Locale.ROOT)));
    String me = client.whoami().name().map(AccountName::toString).orElse("no account yet");
    return new Event.People(me, all);
  }

  private Conversation person(Acquaintance person, int place)
      throws ChitException, InterruptedException {
    var with = new With.Person(person.name());
    return new Conversation(
        with,
        person.standing() == Standing.ASKING,
        person.key(),
        person.fingerprint().grouped(),
        last(with, place));
  }

  private Instant last(With with, int place) throws ChitException, InterruptedException {
    if (place >= ORDERED_MAX) {
      return Instant.EPOCH;
    }
    List<HistoryMessage> found = history(with, 1, Optional.empty());
    return found.isEmpty() ? Instant.EPOCH : found.getLast().at();
  }

  private Event online() throws ChitException, InterruptedException {
    var names = new HashSet<String>();
    for (OnlineMember member : client.online()) {
      names.add(member.name().toLowerCase(Locale.ROOT));
    }
    return new Event.Online(names);
  }

  private Event wallet() throws ChitException, InterruptedException {
    AccountBalance balance = client.balance();
    String unit = " " + balance.unit().code();
    Stream<Entry> payments =
        client.receipts(WALLET_MAX, Optional.empty()).stream().map(Entries::payment);
    Stream<Entry> requests =
        client.requests().list(WALLET_MAX, Optional.empty()).stream().map(Entries::request);
    List<Entry> entries =
        Stream.concat(payments, requests)
            .sorted(Comparator.comparing(Entry::at).reversed())
            .toList();
    return new Event.Purse(
        new Wallet(
            Amount.format(balance.balance(), balance.unit()) + unit,
            balance.held() == 0 ? "" : Amount.format(balance.held(), balance.unit()) + unit,
            entries,
            0));
  }

  private List<HistoryMessage> history(With with, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    return switch (with) {
      case With.Person(AccountName name) -> client.history(name, limit, before);
      case With.Group(var id, var _) -> client.groups().history(id, limit, before);
    };
  }

  /// Messages, and the cards of the time that they span.
  ///
  /// @param until cards are before that
  private Event page(With with, int count, Optional<Long> before, Instant until)
      throws ChitException, InterruptedException {
    List<HistoryMessage> found = history(with, count + 1, before);
    boolean more = found.size() > count;
    List<HistoryMessage> messages = more ? found.subList(1, found.size()) : found;
    Instant from = more ? messages.getFirst().at() : Instant.MIN;
    List<Entry> cards =
        cards(with)
            .filter(it -> it.at().isAfter(from) && it.at().isBefore(until))
            .sorted(Comparator.comparing(Entry::at))
            .toList();
    return new Event.Page(with, before, merged(Entries.messages(messages), cards), more);
  }

  private Stream<Entry> cards(With with) throws ChitException, InterruptedException {
    if (!(with instanceof With.Person(AccountName name))) {
      return Stream.of();
    }
    String folded = name.folded();
    List<Receipt> receipts = client.receipts(ChitClient.RECEIPTS_MAX, Optional.empty());
    List<MoneyRequest> requests = client.requests().list(ChitClient.RECEIPTS_MAX, Optional.empty());
    List<SharedFile> found = client.files().list(Optional.of(name), Room.PAGE, Optional.empty());
    client.files().shown(found);
    Stream<Entry> files = found.stream().map(Entries::file);
    Stream<Entry> payments =
        receipts.stream()
            .filter(it -> it.otherName().toLowerCase(Locale.ROOT).equals(folded))
            .map(Entries::payment);
    Stream<Entry> asked =
        requests.stream()
            .filter(it -> it.otherName().toLowerCase(Locale.ROOT).equals(folded))
            .map(Entries::request);
    return Stream.of(payments, asked, files).flatMap(it -> it);
  }

  /// Messages keep their order; each card stands before the first message that is later.
  private static List<Entry> merged(List<Entry> messages, List<Entry> cards) {
    var all = new ArrayList<Entry>();
    int next = 0;
    for (Entry message : messages) {
      while (next < cards.size() && cards.get(next).at().isBefore(message.at())) {
        all.add(cards.get(next++));
      }
      all.add(message);
    }
    all.addAll(cards.subList(next, cards.size()));
    return all;
  }
}
