package dev.chit.app.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// Where the owner of a profile listens.
final class OwnerSocket {
  static final String NAME = "owner.sock";

  /// What every system's socket addresses have room for.
  static final int PATH_BYTES_MAX = 100;

  private OwnerSocket() {}

  /// Empty if the profile's path is too long for a socket.
  static Optional<UnixDomainSocketAddress> address(Path home) {
    Path path = home.resolve(NAME);
    return path.toString().getBytes(UTF_8).length > PATH_BYTES_MAX
        ? Optional.empty()
        : Optional.of(UnixDomainSocketAddress.of(path));
  }
}
