package dev.chit.server.ops;

/// Whether the server takes work.
public final class Health {
  private volatile boolean draining;

  /// `serving`, or `draining` once the server is about to stop.
  public String state() {
    return draining ? "draining" : "serving";
  }

  public boolean isDraining() {
    return draining;
  }

  public void drain() {
    draining = true;
  }
}
