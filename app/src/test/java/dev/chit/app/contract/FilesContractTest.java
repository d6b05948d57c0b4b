package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `chit send`, `save` and `files`.
class FilesContractTest {
  @TempDir private Path temp;

  @Test
  void filesAreSentShownAndSaved() throws Exception {
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      town.welcome("bob");
      run(town, "bob", "msg", "alice", "hello").ok();
      Path note = Files.writeString(temp.resolve("note.txt"), "Bring the book.");
      Path empty = Files.createFile(temp.resolve("empty"));

      Result sent =
          run(town, "alice", "send", "bob", note.toString(), empty.toString(), "--json").ok();
      List<JsonObject> files = objects(sent);
      assertEquals(
          List.of("note.txt", "empty"), files.stream().map(it -> text(it, "name")).toList());
      assertEquals("sent", text(files.getFirst(), "state"));
      assertEquals("stored", text(files.getFirst(), "delivery"));
      String id = text(files.getFirst(), "file");

      Result watched = run(town, "bob", "watch", "--count", "2", "--timeout", "60", "--json").ok();
      JsonObject came =
          watched.jsonLines().stream()
              .filter(it -> text(it, "type").equals("file"))
              .filter(it -> text(it, "file").equals(id))
              .findFirst()
              .orElseThrow();
      assertEquals("alice", text(came, "from"));
      assertEquals("note.txt", text(came, "name"));
      assertEquals(15, came.get("size").getAsLong());
      assertEquals("text/plain", text(came, "media_type"));

      Path out = Files.createDirectory(temp.resolve("out"));
      Result saved = run(town, "bob", "save", id, "--out", out.toString(), "--json").ok();
      assertEquals(out.resolve("note.txt").toString(), text(objects(saved).getFirst(), "path"));
      assertArrayEquals(Files.readAllBytes(note), Files.readAllBytes(out.resolve("note.txt")));
      run(town, "bob", "save", "alice", "--out", out.toString()).ok();
      assertEquals(0, Files.size(out.resolve("empty")));
      run(town, "bob", "save", "alice", "--out", out.toString()).failed(1, "unknown-file");
      String listed = run(town, "bob", "files", "alice").ok().out();
      assertTrue(listed.contains("from alice  note.txt (15 bytes)  saved"), listed);

      run(town, "alice", "files", "--delete", id).ok();
      run(town, "bob", "save", id, "--out", out.toString()).failed(1, "unknown-blob");
      run(town, "alice", "send", "bob", temp.resolve("none").toString()).failed(2, "no-file");
      run(town, "alice", "send", "nobody", note.toString()).failed(1, "unknown-account");
      run(town, "alice", "send", "bob").failed(2, "usage");
      run(town, "bob", "save", "alice", "--out", temp.resolve("none").toString())
          .failed(1, "unknown-file");

      run(town, "alice", "disappear", "bob", "1h").ok();
      run(town, "alice", "send", "bob", note.toString()).ok();
      JsonObject unseen = newest(run(town, "bob", "files", "alice", "--json").ok());
      assertEquals(3_600, unseen.get("disappears_after_seconds").getAsInt());
      assertFalse(unseen.has("disappears_at"), "nobody has seen it before");
      assertTrue(newest(run(town, "bob", "files", "--json").ok()).has("disappears_at"));
      assertTrue(newest(run(town, "alice", "files", "--json").ok()).has("disappears_at"));
    }
  }

  private static List<JsonObject> objects(Result result) {
    return result.json().getAsJsonArray("files").asList().stream()
        .map(it -> it.getAsJsonObject())
        .toList();
  }

  private static JsonObject newest(Result result) {
    return objects(result).getFirst();
  }

  private static String text(JsonObject json, String field) {
    return json.get(field).getAsString();
  }

  private static Result run(Town town, String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }
}
