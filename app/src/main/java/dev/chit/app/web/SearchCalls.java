package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.FoundMessage;
import dev.chit.client.Group;
import dev.chit.client.Groups;
import dev.chit.client.Memo;
import dev.chit.client.Receipt;
import dev.chit.client.SharedFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for words in everything that the client keeps. Nobody else learns what was looked for.
final class SearchCalls {
  /// Of each kind, the newest.
  static final int FOUND_MAX = 50;

  /// Payments and files that are looked through, the newest.
  static final int LOOKED_AT_MAX = 500;

  private final ChitClient client;

  SearchCalls(ChitClient client) {
    this.client = client;
  }

  /// Messages, payments and files in which all the words are, newest first.
  JsonObject search(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String text = ask.text("text").strip();
    List<String> words = List.of(text.split("\\s+"));
    var json = new JsonObject();
    json.addProperty("text", text);
    json.add("messages", messages(words));
    List<String> folded = words.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    var payments = new JsonArray();
    client.receipts(LOOKED_AT_MAX, Optional.empty()).stream()
        .filter(it -> hasAll(words(it), folded))
        .limit(FOUND_MAX)
        .map(Views::receipt)
        .forEach(payments::add);
    json.add("payments", payments);
    var files = new JsonArray();
    client.files().list(Optional.empty(), LOOKED_AT_MAX, Optional.empty()).stream()
        .filter(it -> hasAll(words(it), folded))
        .limit(FOUND_MAX)
        .map(FileCalls::view)
        .forEach(files::add);
    json.add("files", files);
    return json;
  }

  private JsonArray messages(List<String> words) throws ChitException, InterruptedException {
    List<Group> groups = client.groups().known();
    var found = new JsonArray();
    for (FoundMessage one : client.conversations().search(words, FOUND_MAX, Optional.empty())) {
      JsonObject message = Views.message(one.message());
      message.addProperty("with", peer(one.with(), groups));
      found.add(message);
    }
    return found;
  }

  /// Groups are found by name; of several of one name, any.
  private static String peer(String with, List<Group> groups) {
    return groups.stream()
        .filter(it -> with.equals(Groups.PREFIX + it.name()))
        .findFirst()
        .map(it -> Peer.of(it.id()))
        .orElse(with);
  }

  private static String words(Receipt receipt) {
    String memo = receipt.memo() instanceof Memo.Text(String text) ? text : "";
    return Stream.of(
            receipt.otherName(),
            memo,
            receipt.amount().format(receipt.unit()),
            receipt.chit().toString())
        .reduce("", (all, one) -> all + " " + one);
  }

  private static String words(SharedFile file) {
    return file.otherName() + " " + file.name();
  }

  private static boolean hasAll(String text, List<String> words) {
    String folded = text.toLowerCase(Locale.ROOT);
    return words.stream().allMatch(folded::contains);
  }
}
