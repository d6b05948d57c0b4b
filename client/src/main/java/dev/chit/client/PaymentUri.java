package dev.chit.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.AccountName;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whom to pay, as a `payto:` URI (RFC 8905) with `chit` as its target type:
/// `payto://chit/HOST:PORT%23FINGERPRINT/NAME?amount=EUR:12.50&message=for%20the%20cake`.
///
/// @param server with its fingerprint, which says whose ledger it is
/// @param amount a decimal and the code of its unit
/// @param message what it is for, empty for nothing
public record PaymentUri(
    ServerAddress server, AccountName name, Optional<Sum> amount, String message) {
  public static final String SCHEME = "payto:";

  private static final String START = "payto://chit/";
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:";

  /// @param unit its code
  /// @param decimal not looked at yet, for the ledger's unit must be known
  public record Sum(String unit, String decimal) {}

  public PaymentUri {
    if (server.fingerprint().isEmpty()) {
      throw new IllegalArgumentException("A payment address names its server's fingerprint.");
    }
  }

  /// Options that are not known are left aside, as the RFC wants.
  ///
  /// @throws IllegalArgumentException with a sentence for a person
  public static PaymentUri parse(String text) {
    if (!text.toLowerCase(Locale.ROOT).startsWith(START)) {
      throw new IllegalArgumentException(
          "“payto:” addresses of chit begin with " + START + "; this is another kind.");
    }
    String rest = text.substring(START.length());
    int question = rest.indexOf('?');
    String[] path = (question < 0 ? rest : rest.substring(0, question)).split("/", -1);
    if (path.length != 2 || rest.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "A payment address is written " + START + "HOST:PORT%23FINGERPRINT/NAME.");
    }
    Map<String, String> options = options(question < 0 ? "" : rest.substring(question + 1));
    return new PaymentUri(
        ServerAddress.parse(decoded(path[0])),
        new AccountName(decoded(path[1])),
        Optional.ofNullable(options.get("amount")).map(PaymentUri::sum),
        options.getOrDefault("message", ""));
  }

  private static Map<String, String> options(String query) {
    var options = new HashMap<String, String>();
    for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = option.indexOf('=');
      String key = equals < 0 ? option : option.substring(0, equals);
      String value = equals < 0 ? "" : decoded(option.substring(equals + 1));
      if (options.put(key, value) != null) {
        throw new IllegalArgumentException("This payment address says “" + key + "” twice.");
      }
    }
    return options;
  }

  private static Sum sum(String amount) {
    int colon = amount.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("An amount in a payment address is like EUR:12.50.");
    }
    return new Sum(amount.substring(0, colon), amount.substring(colon + 1));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  @Override
  public String toString() {
    var uri = new StringBuilder(START).append(encoded(server.toString()));
    uri.append('/').append(name.value());
    String separator = "?";
    if (amount.isPresent()) {
      uri.append("?amount=").append(amount.get().unit()).append(':').append(amount.get().decimal());
      separator = "&";
    }
    if (!message.isEmpty()) {
      uri.append(separator).append("message=").append(encoded(message));
    }
    return uri.toString();
  }

  private static String encoded(String text) {
    var encoded = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      char c = (char) (each & 0xff);
      if (PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
