package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import dev.chit.client.FileTransfers;
import dev.chit.client.HistoryMessage;
import dev.chit.client.SharedFile;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that are sent and fetched.
final class FileCalls {
  private static final Logger LOG = LoggerFactory.getLogger(FileCalls.class);
  private static final int LIST = FileTransfers.LIST_MAX;

  private final ChitClient client;
  private final News news;
  private final Spool spool;
  private final Transfers transfers;
  private final Downloads downloads;
  private final SpoolSweeper sweeper;

  FileCalls(
      ChitClient client,
      News news,
      Spool spool,
      Transfers transfers,
      Downloads downloads,
      SpoolSweeper sweeper) {
    this.client = client;
    this.news = news;
    this.spool = spool;
    this.transfers = transfers;
    this.downloads = downloads;
    this.sweeper = sweeper;
  }

  /// The newest files, and what is under way.
  JsonObject list(Ask ask) throws ChitException, InterruptedException {
    var files = new JsonArray();
    newest().stream().map(FileCalls::view).forEach(files::add);
    var json = new JsonObject();
    json.add("files", files);
    json.add("transfers", transfers.json());
    sweeper.wake();
    return json;
  }

  private List<SharedFile> newest() throws ChitException, InterruptedException {
    return client.files().list(Optional.empty(), LIST, Optional.empty());
  }

  static JsonObject view(SharedFile file) {
    var json = new JsonObject();
    json.addProperty("file", key(file));
    json.addProperty("outgoing", file.outgoing());
    json.addProperty("with", with(file));
    json.addProperty("from", file.otherName());
    json.addProperty("name", file.name());
    json.addProperty("size", file.size());
    json.addProperty("picture", isJpeg(file));
    json.addProperty("at", file.at().toString());
    file.until().ifPresent(it -> json.addProperty("until", it.toString()));
    json.addProperty("state", file.state().toString());
    json.addProperty("here", file.path().filter(Files::isRegularFile).isPresent());
    json.addProperty("disappears", file.disappearing().isPresent());
    file.disappearing()
        .flatMap(HistoryMessage.Disappearing::at)
        .ifPresent(at -> json.addProperty("disappears_at", at.toString()));
    return json;
  }

  /// The conversation that it belongs to.
  static String with(SharedFile file) {
    return file.group().map(Peer::of).orElse(file.otherName());
  }

  /// What tells a file from all others of the profile.
  private static String key(SharedFile file) {
    return file.id() + (file.outgoing() ? ">" : "<") + file.other();
  }

  private static boolean isJpeg(SharedFile file) {
    return file.thumbnail().size() > 2
        && file.thumbnail().byteAt(0) == (byte) 0xff
        && file.thumbnail().byteAt(1) == (byte) 0xd8;
  }

  private SharedFile file(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String key = ask.text("file");
    return newest().stream()
        .filter(it -> key(it).equals(key))
        .findFirst()
        .orElseThrow(() -> new WebFailure(409, "unknown-file", "There is no such file."));
  }

  /// The page has shown the offers of these.
  JsonObject seen(Ask ask) throws ChitException, WebFailure, InterruptedException {
    List<String> keys = ask.texts("files");
    client.files().shown(newest().stream().filter(it -> keys.contains(key(it))).toList());
    sweeper.wake();
    news.tell(News.of("files"));
    return new JsonObject();
  }

  /// The picture that the sender's client made of a picture.
  JsonObject thumbnail(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SharedFile file = file(ask);
    var json = new JsonObject();
    json.addProperty(
        "jpeg",
        isJpeg(file) ? Base64.getEncoder().encodeToString(file.thumbnail().toByteArray()) : "");
    return json;
  }

  /// Takes a file from the page, and begins to send it.
  JsonObject upload(Headers headers, InputStream in)
      throws ChitException, IOException, WebFailure, InterruptedException {
    Peer to = Ask.parsed("wrong-name", header(headers, "X-Chit-To"), Peer::parse);
    String name = header(headers, "X-Chit-Name");
    long size = Ask.parsed("wrong-call", header(headers, "Content-Length"), Long::parseLong);
    String id = header(headers, "X-Chit-Transfer");
    Peer peer = known(to);
    Path file = spool.take(in, name, size);
    try {
      send(id, peer, file, size);
    } catch (WebFailure e) {
      spool.drop(file);
      throw e;
    }
    return new JsonObject();
  }

  /// A person as their name is written, and a group that there is.
  private Peer known(Peer to) throws ChitException, InterruptedException {
    return switch (to) {
      case Peer.Somebody(AccountName name) -> new Peer.Somebody(client.contacts().of(name).name());
      case Peer.Everybody(ConversationId group) ->
          new Peer.Everybody(client.groups().find(group.toString()).id());
    };
  }

  private static String header(Headers headers, String name) throws WebFailure {
    String value = headers.getFirst(name);
    if (value == null) {
      throw WebFailure.badRequest("wrong-call", "“" + name + "” is missing in the call.");
    }
    return Ask.parsed("wrong-call", value, text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
  }

  private void send(String id, Peer to, Path file, long size) throws WebFailure {
    JsonObject subject = subject("send", to.key(), String.valueOf(file.getFileName()), size);
    transfers.start(
        id,
        subject,
        progress -> {
          if (!Spool.isNeeded(sent(to, file, progress))) {
            spool.drop(file);
          }
        },
        () -> forget(file));
  }

  private SharedFile sent(Peer to, Path file, FileProgress progress)
      throws ChitException, InterruptedException {
    return switch (to) {
      case Peer.Somebody(AccountName name) -> client.files().send(name, file, progress).file();
      case Peer.Everybody(ConversationId group) ->
          client.files().send(group, file, progress).file();
    };
  }

  private static JsonObject subject(String kind, String with, String name, long size) {
    var json = new JsonObject();
    json.addProperty("kind", kind);
    json.addProperty("with", with);
    json.addProperty("name", name);
    json.addProperty("total", size);
    return json;
  }

  private void forget(Path path) throws ChitException, IOException, InterruptedException {
    for (SharedFile file : newest()) {
      if (file.outgoing() && file.path().equals(Optional.of(path))) {
        client.files().delete(file);
      }
    }
    spool.drop(path);
  }

  /// Goes on with a file that was cut off on its way out.
  JsonObject again(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SharedFile file = file(ask);
    Path path = Spool.there(file);
    send(ask.text("transfer"), Peer.parse(with(file)), path, file.size());
    return new JsonObject();
  }

  /// Begins to fetch a file that somebody sent.
  JsonObject fetch(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SharedFile file = file(ask);
    JsonObject subject = subject("fetch", with(file), file.name(), file.size());
    subject.addProperty("file", key(file));
    transfers.start(
        ask.text("transfer"),
        subject,
        progress -> client.files().save(file, spool.folderFor(file.id()), progress),
        () -> {});
    return new JsonObject();
  }

  JsonObject cancel(Ask ask) throws WebFailure {
    transfers.cancel(ask.text("transfer"));
    return new JsonObject();
  }

  /// Where the browser gets a fetched file, once.
  JsonObject download(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SharedFile file = file(ask);
    var json = new JsonObject();
    json.addProperty("path", downloads.offer(Spool.there(file), file.name()));
    return json;
  }

  /// Forgets a file, and what lies of it here for the page; one's own is deleted at the server too.
  JsonObject delete(Ask ask) throws ChitException, WebFailure, InterruptedException {
    SharedFile file = file(ask);
    client.files().delete(file);
    if (file.path().isPresent()) {
      try {
        spool.drop(file.path().get());
      } catch (IOException e) {
        LOG.warn("a deleted file stays in the profile's folder: {}", e.getMessage());
      }
    }
    news.tell(News.of("files"));
    return new JsonObject();
  }
}
