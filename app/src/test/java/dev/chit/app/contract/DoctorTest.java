package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a profile's machine, and what to do.
class DoctorTest {
  @TempDir private Path temp;

  @Test
  void itSaysWhatIsWrongAndWhatToDo() throws Exception {
    try (Town town = Town.build(temp)) {
      Result fresh = doctor(town, "nobody");
      assertEquals(2, fresh.exit(), fresh.err());
      assertTrue(fresh.out().contains("FAILED  profile: There is no profile"), fresh.out());
      assertTrue(fresh.out().contains("chit register NAME --server"), fresh.out());
      assertTrue(fresh.err().startsWith("bad-profile: "), fresh.err());

      town.welcome("alice");
      JsonObject well = doctor(town, "alice", "--json").ok().json();
      assertTrue(well.get("ok").getAsBoolean(), well.toString());
      assertEquals(
          List.of("version", "disk", "home", "profile", "store", "port", "server", "clock"),
          StreamSupport.stream(well.getAsJsonArray("checks").spliterator(), false)
              .map(it -> it.getAsJsonObject().get("check").getAsString())
              .toList());

      Path home = Path.of(town.home("alice"));
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
      Result open = doctor(town, "alice");
      assertEquals(2, open.exit(), open.err());
      assertTrue(open.out().contains("chmod 700 " + home), open.out());
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));

      town.stop();
      Result away = doctor(town, "alice");
      assertEquals(3, away.exit(), away.err());
      assertTrue(away.err().startsWith("bad-server: "), away.err());
      assertTrue(away.out().contains("Look whether the network is there"), away.out());
      town.startAgain();
    }
  }

  private static Result doctor(Town town, String name, String... more) {
    var words = new ArrayList<>(List.of("doctor", "--home", town.home(name)));
    words.addAll(List.of(more));
    return Chit.run(words.toArray(String[]::new));
  }
}
