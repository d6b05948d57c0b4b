package dev.chit.core;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The published vectors of `docs/vectors`.
public record Vectors(JsonObject json) {
  public static Vectors load(String file) {
    Path path = Path.of(System.getProperty("chit.root", ".."), "docs", "vectors", file);
    try {
      return new Vectors(JsonParser.parseString(Files.readString(path)).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The objects in the array of that name, of which there is at least one.
  public Stream<Vectors> each(String name) {
    List<Vectors> all = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray(name)) {
      all.add(new Vectors(element.getAsJsonObject()));
    }
    if (all.isEmpty()) {
      throw new AssertionError("no vectors in " + name);
    }
    return all.stream();
  }

  public Vectors in(String name) {
    return new Vectors(json.getAsJsonObject(name));
  }

  /// The texts in the array of that name.
  public List<String> texts(String name) {
    return json.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString).toList();
  }

  public String text(String name) {
    return json.get(name).getAsString();
  }

  public long number(String name) {
    return json.get(name).getAsLong();
  }

  public boolean isTrue(String name) {
    return json.get(name).getAsBoolean();
  }

  public byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(name));
  }

  /// What tests are named after: the vector's own words.
  @Override
  public String toString() {
    for (String name : List.of("case", "why", "text")) {
      if (json.has(name)) {
        return text(name);
      }
    }
    return json.toString();
  }
}
