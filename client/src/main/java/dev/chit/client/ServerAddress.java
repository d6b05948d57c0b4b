package dev.chit.client;

import dev.chit.crypto.Fingerprint;
import java.util.Optional;

/// Where a server is, and which one it must be.
///
/// @param host name or address; an IPv6 address without its brackets
/// @param fingerprint empty where the address came without one
public record ServerAddress(String host, int port, Optional<Fingerprint> fingerprint) {
  public ServerAddress {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "server address “" + host + ":" + port + "” (expected: HOST:PORT, port 1 to 65535)");
    }
  }

  /// Reads `HOST:PORT` or `HOST:PORT#FINGERPRINT`; `[::1]:7070` for IPv6.
  ///
  /// @throws IllegalArgumentException with a sentence for a person
  public static ServerAddress parse(String text) {
    int hash = text.indexOf('#');
    String place = hash < 0 ? text : text.substring(0, hash);
    int colon = place.lastIndexOf(':');
    if (colon < 1 || !place.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "“" + text + "” is not a server's address: write it like HOST:PORT#FINGERPRINT.");
    }
    String host = place.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new ServerAddress(
        host,
        Integer.parseInt(place.substring(colon + 1)),
        hash < 0 ? Optional.empty() : Optional.of(Fingerprint.parse(text.substring(hash + 1))));
  }

  /// `HOST:PORT` or `HOST:PORT#FINGERPRINT`.
  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return shown + ":" + port + fingerprint.map(f -> "#" + f).orElse("");
  }
}
