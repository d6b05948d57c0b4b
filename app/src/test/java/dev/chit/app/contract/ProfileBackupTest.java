package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `chit backup` and `chit restore`.
class ProfileBackupTest {
  @TempDir private Path temp;

  @Test
  void aProfileComesBackWithAllItHad() throws Exception {
    String words = Files.writeString(temp.resolve("words"), "correct horse\n").toString();
    String wrong = Files.writeString(temp.resolve("wrong"), "wrong horse\n").toString();
    String file = temp.resolve("alice.backup").toString();
    String home = temp.resolve("new").toString();
    try (Town town = Town.build(temp)) {
      town.welcome("alice");
      town.welcome("bob");
      run(town.home("alice"), "msg", "bob", "hello").ok();

      run(town.home("alice"), "backup", file).failed(2, "passphrase-needed");
      Result made =
          run(town.home("alice"), "backup", file, "--backup-passphrase-file", words, "--json").ok();
      assertEquals(file, made.field("file"));
      assertEquals(Files.size(Path.of(file)), Long.parseLong(made.field("bytes")));
      run(town.home("alice"), "backup", file, "--backup-passphrase-file", words)
          .failed(2, "file-exists");

      run(home, "restore", file, "--no-passphrase", "--backup-passphrase-file", wrong)
          .failed(2, "wrong-passphrase");
      assertFalse(Files.exists(Path.of(home, "state.db")));
      Result back =
          run(home, "restore", file, "--no-passphrase", "--backup-passphrase-file", words, "--json")
              .ok();
      assertEquals("alice", back.field("name"));
      assertEquals(
          run(town.home("alice"), "whoami", "--json").ok().field("account"), back.field("account"));
      run(home, "restore", file, "--no-passphrase", "--backup-passphrase-file", words)
          .failed(2, "profile-exists");

      JsonArray messages =
          run(home, "history", "bob", "--json").ok().json().getAsJsonArray("messages");
      assertEquals("hello", messages.get(0).getAsJsonObject().get("text").getAsString());
      run(home, "msg", "bob", "from the new machine").ok();
      assertTrue(
          run(town.home("bob"), "history", "alice").ok().out().contains("from the new machine"));
    }
  }

  private static Result run(String home, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home));
    return Chit.run(all.toArray(String[]::new));
  }
}
