package dev.chit.crypto;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// The published vectors under `docs/vectors`.
final class Vectors {
  private Vectors() {}

  static JsonObject read(String file) throws IOException {
    Path path = Path.of(System.getProperty("chit.root"), "docs", "vectors", file);
    try (Reader reader = Files.newBufferedReader(path)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  static List<JsonObject> cases(JsonObject vectors, String array) {
    return vectors.getAsJsonArray(array).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  static byte[] bytes(JsonObject from, String field) {
    return HexFormat.of().parseHex(text(from, field));
  }

  static String text(JsonObject from, String field) {
    return from.get(field).getAsString();
  }
}
