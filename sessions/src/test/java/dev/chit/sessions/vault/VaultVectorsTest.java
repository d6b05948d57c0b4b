package dev.chit.sessions.vault;

import static dev.chit.sessions.Vectors.bytes;
import static dev.chit.sessions.Vectors.cases;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import dev.chit.sessions.Vectors;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class VaultVectorsTest {
  private static final JsonObject ALL = Vectors.read("vault.json");

  private final byte[] dataKey = bytes(ALL, "data_key");

  @Test
  void files() throws Exception {
    assertArrayEquals(
        dataKey, VaultFile.decode(bytes(ALL, "unlocked_file"), new Unlock.NoPassphrase()));
    for (JsonObject vector : cases(ALL, "locked")) {
      assertArrayEquals(dataKey, VaultFile.decode(bytes(vector, "file"), passphrase(vector)));
    }
  }

  @Test
  void refusedFiles() {
    for (JsonObject vector : cases(ALL, "refused")) {
      assertThrows(
          VaultException.class,
          () -> VaultFile.decode(bytes(vector, "file"), passphrase(vector)),
          vector.get("why").getAsString());
    }
  }

  @Test
  void passphraseKeys() {
    for (JsonObject vector : cases(ALL, "locked")) {
      var cost =
          new Argon2Cost(
              vector.get("memory_kib").getAsInt(),
              vector.get("passes").getAsInt(),
              vector.get("lanes").getAsInt());
      assertArrayEquals(
          bytes(vector, "key"),
          PassphraseKey.derive(passphrase(vector), cost, bytes(vector, "salt")));
    }
  }

  @Test
  void rowsAndIndexes() {
    try (Vault vault = new Vault(dataKey.clone(), new SecureRandom())) {
      for (JsonObject vector : cases(ALL, "rows")) {
        String table = vector.get("table").getAsString();
        assertArrayEquals(
            bytes(vector, "plain"),
            vault.open(table, bytes(vector, "row"), bytes(vector, "sealed")));
      }
      for (JsonObject vector : cases(ALL, "indexes")) {
        assertArrayEquals(
            bytes(vector, "hash"),
            vault.keyedHash(vector.get("purpose").getAsString(), bytes(vector, "value")));
      }
    }
  }

  private static Unlock.Passphrase passphrase(JsonObject vector) {
    return new Unlock.Passphrase(vector.get("passphrase").getAsString().toCharArray());
  }
}
