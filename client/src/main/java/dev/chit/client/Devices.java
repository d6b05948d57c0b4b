package dev.chit.client;

import java.time.Duration;
import java.util.List;

/// The devices of this account. Each has keys of its own, which the identity vouches for in the
/// log; all of them hold the identity key, and so can pay.
///
/// Part of [ChitClient#devices].
public final class Devices {
  /// How long a code is good that is shown.
  public static final Duration CODE_LIFE = Duration.ofMinutes(5);

  private final Engine engine;
  private final Duration patience;

  Devices(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  /// The devices that the account has, as the log says now.
  public List<Device> list() throws ChitException, InterruptedException {
    return engine.deviceDesk.list(engine.ledger().log(), engine.connection.await());
  }

  /// Shows a code, waits until a device comes with it and the member confirms that it is the right
  /// one, and hands the identity, contacts, groups and newest messages over. The other end is
  /// [ChitClient#addDevice].
  ///
  /// @param life how long the code is good; it is used up by whoever comes first
  /// @throws ChitRefusedException `device-limit`, `not-confirmed`, `link-unfinished`
  /// @throws NotTrustedException `linking-failed` if who came does not have the code
  /// @throws UnreachableException if nobody comes in time
  public Device link(LinkingDesk desk, Duration life) throws ChitException, InterruptedException {
    return engine.link(desk, life, patience);
  }

  /// Calls a device something else. The account's other devices hear of it, sealed; nobody else
  /// does.
  ///
  /// @param label one line of 1 to 40 characters
  /// @throws UsageException `bad-label`
  /// @throws ChitRefusedException `unknown-device`
  public Device rename(int number, String label) throws ChitException, InterruptedException {
    return engine.deviceDesk.rename(
        number, label, engine.ledger().log(), engine.connection.await());
  }

  /// Takes a device away, for ever: the server hangs up on it and keeps nothing for it, contacts
  /// seal nothing for it any more, and groups take new keys.
  ///
  /// @throws ChitRefusedException `unknown-device`
  /// @throws UsageException `own-device`
  public void revoke(int number) throws ChitException, InterruptedException {
    engine.deviceDesk.revoke(number, engine.ledger().log(), engine.connection.await());
  }
}
