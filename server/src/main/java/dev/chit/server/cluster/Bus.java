package dev.chit.server.cluster;

import java.util.Optional;

/// Finds which node holds a device's connection, so that what is for the device can be handed
/// there.
///
/// @param <A> whose connection
/// @param <H> how the node that holds it is spoken to
public interface Bus<A, H> {
  /// From now on `holder` has the connection; it replaces any other.
  void attach(A address, H holder);

  /// Does nothing if another holder has replaced this one.
  void detach(A address, H holder);

  Optional<H> holder(A address);
}
