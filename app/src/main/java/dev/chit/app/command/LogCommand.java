package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.LogSeen;
import dev.chit.client.UnreachableException;
import dev.chit.core.log.LogKey;
import dev.chit.core.log.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "The newest checkpoint: how many events the log had, and the root over all of them, as its"
          + " key",
      "signed it. Every checkpoint is held against the one before; a server that shows two logs is",
      "caught (history-rewritten, exit 3), and both signed notes are kept as evidence."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit log", "  chit log --out evidence", "  chit log --json"})
final class LogCommand extends AnswerCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the signed notes there: checkpoint, and contradiction if there is one.")
  private @Nullable Path out;

  LogCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    boolean isOnline = isOnline(client);
    LogSeen seen = client.log();
    if (out != null) {
      write(seen, context.caller().directory().resolve(out));
    }
    var answer =
        new Answer()
            .with("ledger", seen.ledger().toString())
            .with("origin", seen.newest().checkpoint().origin())
            .with("key", new LogKey(seen.logKey()).vkey())
            .with("size", seen.newest().size())
            .with("root", seen.newest().root().toString())
            .with("seenAt", seenAt(seen))
            .with("online", isOnline)
            .with("consistent", seen.isConsistent())
            .with("note", seen.newest().note())
            .with("witnesses", witnesses(seen))
            .with("notWitnessed", notWitnessed(seen))
            .value(seen.newest().root().toString())
            .line("Log of the ledger " + seen.ledger().grouped())
            .line("Its key: " + new LogKey(seen.logKey()).vkey())
            .line("Newest checkpoint: " + text(seen.newest()))
            .line("Seen: " + seen.seenAt().map(Clock::time).orElse("not noted"));
    if (!isOnline) {
      answer.line("The server cannot be reached: this is what was seen before.");
    }
    seen.witnesses().forEach(witness -> answer.line(line(witness)));
    seen.notWitnessed().ifPresent(answer::line);
    return seen.contradiction().isEmpty()
        ? answer.line("Consistent: every checkpoint seen so far is of one growing log.")
        : contradicted(answer, seen.contradiction().get());
  }

  private static String line(LogSeen.Witness witness) {
    return "Witness "
        + Clean.line(witness.key().name())
        + ": "
        + witness
            .signedAt()
            .map(at -> "signed " + witness.signedSize() + " events, " + Clock.time(at))
            .orElse("no signature seen yet");
  }

  private static JsonArray witnesses(LogSeen seen) {
    var all = new JsonArray();
    for (LogSeen.Witness witness : seen.witnesses()) {
      var json = new JsonObject();
      json.addProperty("name", witness.key().name());
      json.addProperty("vkey", witness.key().vkey());
      json.addProperty("size", witness.signedSize());
      json.add(
          "signedAt",
          witness
              .signedAt()
              .<JsonElement>map(at -> new JsonPrimitive(at.toString()))
              .orElse(JsonNull.INSTANCE));
      all.add(json);
    }
    return all;
  }

  private static JsonElement notWitnessed(LogSeen seen) {
    return seen.notWitnessed().<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
  }

  private static JsonElement seenAt(LogSeen seen) {
    return seen.seenAt().isPresent()
        ? new JsonPrimitive(seen.seenAt().get().toString())
        : JsonNull.INSTANCE;
  }

  /// Connecting compares what the server has now.
  private static boolean isOnline(ChitClient client) throws Exception {
    try {
      client.awaitConnected();
      return true;
    } catch (UnreachableException e) {
      return false;
    }
  }

  private static Answer contradicted(Answer answer, SignedCheckpoint other) {
    var json = new JsonObject();
    json.addProperty("size", other.size());
    json.addProperty("root", other.root().toString());
    json.addProperty("note", other.note());
    return answer
        .with("contradiction", json)
        .line("The same key signed as well: " + text(other))
        .failed(
            CommandFailure.unreachable(
                "history-rewritten",
                "The server signed two logs that cannot be one; payments stop. Show both notes to"
                    + " others (--out DIR)."));
  }

  private static String text(SignedCheckpoint checkpoint) {
    return checkpoint.size() + " events, root " + checkpoint.root();
  }

  private static void write(LogSeen seen, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("checkpoint"), seen.newest().note());
    if (seen.contradiction().isPresent()) {
      Files.writeString(directory.resolve("contradiction"), seen.contradiction().get().note());
    }
  }
}
