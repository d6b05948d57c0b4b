package dev.chit.server.cluster;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The bus of a single node: every connection is its own.
public final class LocalBus<A, H> implements Bus<A, H> {
  private final ConcurrentHashMap<A, H> holders = new ConcurrentHashMap<>();

  @Override
  public void attach(A address, H holder) {
    holders.put(address, holder);
  }

  @Override
  public void detach(A address, H holder) {
    holders.remove(address, holder);
  }

  @Override
  public Optional<H> holder(A address) {
    return Optional.ofNullable(holders.get(address));
  }
}
