package dev.chit.doors;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Which door to open where.
///
/// @param host the loopback address if nothing else was said
/// @param port 0 for any free one
public record DoorSpec(Dialect dialect, String host, int port) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORT_MAX = 65_535;

  public DoorSpec {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("port " + port + " (expected: 0 to 65535)");
    }
  }

  /// Reads `micropay-2018=8080` or `micropay-2018=0.0.0.0:8080`.
  ///
  /// @throws IllegalArgumentException with a sentence for a person
  public static DoorSpec parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Dialect dialect =
        Dialect.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no door “" + name + "” (expected: one of " + names() + ")."));
    String where = text.substring(equals + 1);
    int colon = where.lastIndexOf(':');
    String host = colon < 0 ? LOOPBACK : where.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    String port = where.substring(colon + 1);
    if (equals < 0 || host.isEmpty() || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "“" + text + "” is no door (expected: NAME=PORT or NAME=HOST:PORT).");
    }
    return new DoorSpec(dialect, host, Integer.parseInt(port));
  }

  /// The dialects' names, with commas.
  public static String names() {
    return Arrays.stream(Dialect.values()).map(Dialect::text).collect(Collectors.joining(", "));
  }
}
