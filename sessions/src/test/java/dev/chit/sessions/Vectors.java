package dev.chit.sessions;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// The published vectors under `docs/vectors`.
public final class Vectors {
  private Vectors() {}

  public static String text(String file) {
    try {
      return Files.readString(
          Path.of(System.getProperty("chit.root", ".."), "docs", "vectors", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonObject read(String file) {
    return JsonParser.parseString(text(file)).getAsJsonObject();
  }

  /// The objects of an array that must not be empty.
  public static List<JsonObject> cases(JsonObject from, String array) {
    JsonArray all = from.getAsJsonArray(array);
    if (all.isEmpty()) {
      throw new AssertionError("no vectors in " + array);
    }
    return all.asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  public static byte[] bytes(JsonObject from, String field) {
    return HexFormat.of().parseHex(from.get(field).getAsString());
  }

  public static List<byte[]> byteStrings(JsonObject from, String array) {
    return from.getAsJsonArray(array).asList().stream()
        .map(element -> HexFormat.of().parseHex(element.getAsString()))
        .toList();
  }
}
