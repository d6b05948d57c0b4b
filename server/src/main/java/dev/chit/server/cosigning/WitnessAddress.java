package dev.chit.server.cosigning;

import dev.chit.crypto.Fingerprint;

/// Where a witness listens, and by which key it is known: what its `ready` line says.
public record WitnessAddress(String host, int port, Fingerprint fingerprint) {
  public WitnessAddress {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(host + ":" + port + " (expected: a host and a port)");
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
