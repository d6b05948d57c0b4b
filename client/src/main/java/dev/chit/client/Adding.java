package dev.chit.client;

import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.client.device.NewDevice;
import dev.chit.client.state.ProfileStore;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.sessions.LinkingCode;
import dev.chit.sessions.LocalDevice;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the profile of a further device, and tells the other one once it can be written to.
final class Adding implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Adding.class);

  private final ClientConfig config;
  private final ServerAddress address;
  private final Transport transport = new Transport(1);
  private final ServerChannel channel;
  private final NewDevice device;

  private Adding(ClientConfig config, LinkingCode code, ServerAddress address)
      throws ChitException, InterruptedException {
    this.config = config;
    this.address = address;
    try {
      channel =
          ServerChannel.open(
              transport,
              address,
              nobody(new SecureRandom()),
              ServerTrust.pinned(code.server()),
              config.keepAlive());
    } catch (ChitException | RuntimeException e) {
      transport.close();
      throw e;
    }
    try {
      device = NewDevice.come(code, channel, config.patience(), Devices.CODE_LIFE);
    } catch (ChitException | InterruptedException | RuntimeException e) {
      channel.close();
      transport.close();
      throw e;
    }
  }

  /// Meets the device that shows the code, and becomes a device of its account.
  static Adding come(ClientConfig config, String text, String label, Consumer<String> check)
      throws ChitException, InterruptedException {
    if (ProfileStore.exists(config.home())) {
      throw new ProfileException(
          "profile-exists", "There is a profile in " + config.home() + " already.", null);
    }
    // Before anything is handed over: no profile is kept under a passphrase that is none.
    Unlocking.of(config.unlock()).close();
    LinkingCode code = code(text);
    var adding = new Adding(config, code, address(config, code));
    try {
      adding.device.link(label, check);
      return adding;
    } catch (ChitException | InterruptedException | RuntimeException e) {
      adding.close();
      throw e;
    }
  }

  /// Writes the profile.
  ProfileStore profile() throws ChitException {
    try (Unlocking unlocking = Unlocking.of(config.unlock())) {
      return ProfileStore.create(
          config.home(),
          unlocking.vault(),
          new SecureRandom(),
          tables -> device.fill(tables, row -> Addresses.set(row, address)));
    }
  }

  /// Waits until the server has this device's prekeys, so that nobody hears of a device to which
  /// nothing can be sealed yet. The profile is whole, whether or not the other end hears of it.
  void ready(Engine engine) throws InterruptedException {
    try {
      var _ = engine.connection.await();
      engine.letLeave();
      device.ready();
    } catch (ChitException e) {
      LOG.info("the other device was not told that this one is ready", e);
    }
  }

  @Override
  public void close() {
    device.close();
    channel.close();
    transport.close();
  }

  private static LinkingCode code(String text) throws UsageException {
    try {
      return LinkingCode.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "bad-code", "That is no code of a device: it begins with chit-device:1: and is whole.");
    }
  }

  private static ServerAddress address(ClientConfig config, LinkingCode code) throws ChitException {
    ServerAddress address =
        config
            .server()
            .orElseThrow(
                () -> new UsageException("no-server", "Say which server: HOST:PORT#FINGERPRINT."));
    if (address.fingerprint().isPresent() && !address.fingerprint().get().equals(code.server())) {
      throw new NotTrustedException(
          "not-trusted", "The code is for another server than this one.", null);
    }
    return new ServerAddress(address.host(), address.port(), Optional.of(code.server()));
  }

  /// Whoever comes need not say who they are: a certificate that is good for this once.
  private static TlsIdentity nobody(SecureRandom random) {
    try (SigningKey identity = SigningKey.generate()) {
      LocalDevice device = LocalDevice.create(identity, 1, random, Instant.now());
      return IdentityCertificate.create(device.statement(), device.deviceKey());
    }
  }
}
