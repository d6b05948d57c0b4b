package dev.chit.client;

import dev.chit.client.state.v1.ProfileRow;
import dev.chit.crypto.Fingerprint;
import java.util.Optional;

/// The server's address in a profile. Its place may change; its fingerprint, once there, never.
final class Addresses {
  private Addresses() {}

  static Optional<ServerAddress> of(ProfileRow row) {
    if (row.getHost().isEmpty()) {
      return Optional.empty();
    }
    Optional<Fingerprint> fingerprint =
        row.getFingerprint().isEmpty()
            ? Optional.empty()
            : Optional.of(Fingerprint.parse(row.getFingerprint()));
    return Optional.of(new ServerAddress(row.getHost(), row.getPort(), fingerprint));
  }

  static void set(ProfileRow.Builder row, ServerAddress address) {
    row.setHost(address.host()).setPort(address.port());
    address.fingerprint().ifPresent(fingerprint -> row.setFingerprint(fingerprint.text()));
  }

  /// The profile with another place.
  ///
  /// @throws NotTrustedException if the address comes with another fingerprint than the one kept
  static ProfileRow moved(ProfileRow row, ServerAddress address) throws NotTrustedException {
    boolean contradicts =
        !row.getFingerprint().isEmpty()
            && address.fingerprint().isPresent()
            && !address.fingerprint().get().text().equals(row.getFingerprint());
    if (contradicts) {
      throw new NotTrustedException(
          "not-trusted",
          "This is not the server you met before (its key changed). Nothing was sent.",
          null);
    }
    ProfileRow.Builder moved = row.toBuilder();
    set(moved, address);
    return moved.build();
  }
}
