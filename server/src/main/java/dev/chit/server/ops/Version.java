package dev.chit.server.ops;

import org.jspecify.annotations.Nullable;

/// Which version of this program runs.
public final class Version {
  /// As in the jar's manifest; `development` when there is none.
  public static final String TEXT = text(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String text(@Nullable String fromManifest) {
    return fromManifest == null ? "development" : fromManifest;
  }
}
