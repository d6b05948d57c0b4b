package dev.chit.app.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the page sends with a call: an object of texts, and lists of texts.
///
/// @param json the object
public record Ask(JsonObject json) {
  /// Bytes of a call: the longest message with every character escaped, and a little.
  static final int BYTES_MAX = 256 * 1024;

  static final int LIST_MAX = 1_000;

  /// @throws WebFailure 413 or 400
  static Ask read(InputStream in) throws IOException, WebFailure {
    byte[] bytes = in.readNBytes(BYTES_MAX + 1);
    if (bytes.length > BYTES_MAX) {
      throw new WebFailure(413, "too-large", "A call has at most " + BYTES_MAX + " bytes.");
    }
    try {
      JsonElement element = JsonParser.parseString(new String(bytes, UTF_8));
      if (element.isJsonObject()) {
        return new Ask(element.getAsJsonObject());
      }
    } catch (JsonParseException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static WebFailure unreadable() {
    return WebFailure.badRequest("wrong-call", "The call is not a JSON object.");
  }

  public Optional<String> optional(String field) throws WebFailure {
    JsonElement value = json.get(field);
    return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(text(field, value));
  }

  public String text(String field) throws WebFailure {
    return optional(field)
        .orElseThrow(
            () -> WebFailure.badRequest("wrong-call", "“" + field + "” is missing in the call."));
  }

  public AccountName name(String field) throws WebFailure {
    return parsed("wrong-name", text(field).strip(), AccountName::new);
  }

  /// Whether it is the word `true`.
  public boolean isSet(String field) throws WebFailure {
    return optional(field).equals(Optional.of("true"));
  }

  public Optional<MessageId> message(String field) throws WebFailure {
    Optional<String> id = optional(field);
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(parsed("wrong-message", id.get(), MessageId::parse));
  }

  public List<MessageId> messages(String field) throws WebFailure {
    return list(field, "wrong-message", MessageId::parse);
  }

  public List<AccountName> names(String field) throws WebFailure {
    return list(field, "wrong-name", text -> new AccountName(text.strip()));
  }

  public List<String> texts(String field) throws WebFailure {
    return list(field, "wrong-call", text -> text);
  }

  private <T> List<T> list(String field, String code, Function<String, T> parser)
      throws WebFailure {
    JsonElement list = json.get(field);
    if (list == null || !list.isJsonArray() || list.getAsJsonArray().size() > LIST_MAX) {
      throw WebFailure.badRequest(
          "wrong-call", "“" + field + "” is a list of at most " + LIST_MAX + ".");
    }
    var all = new ArrayList<T>();
    for (JsonElement each : list.getAsJsonArray()) {
      all.add(parsed(code, text(field, each), parser));
    }
    return all;
  }

  public Optional<Long> number(String field) throws WebFailure {
    Optional<String> digits = optional(field);
    if (digits.isPresent() && !digits.get().matches("[0-9]{1,18}")) {
      throw WebFailure.badRequest("wrong-call", "“" + field + "” is no number.");
    }
    return digits.map(Long::valueOf);
  }

  private static String text(String field, JsonElement value) throws WebFailure {
    if (value.isJsonPrimitive() && !value.getAsJsonPrimitive().isBoolean()) {
      return value.getAsString();
    }
    throw WebFailure.badRequest("wrong-call", "“" + field + "” is no text.");
  }

  /// What a parser makes of a text.
  ///
  /// @throws WebFailure 400 with the code if it throws an [IllegalArgumentException]
  public static <T> T parsed(String code, String text, Function<String, T> parser)
      throws WebFailure {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw WebFailure.badRequest(code, String.valueOf(e.getMessage()));
    }
  }
}
