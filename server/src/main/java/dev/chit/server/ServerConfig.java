package dev.chit.server;

import dev.chit.core.Unit;
import java.nio.file.Path;

/// How a server runs.
///
/// @param data the data directory; made, with mode 0700, if it is missing
/// @param host address or name to listen on
/// @param port 0 picks a free one
/// @param unit what a new ledger counts in; a ledger that exists keeps its own
/// @param openingGrant minor units that every new account is given, 0 for none
/// @param invitationOnly whether registering needs an invitation's code
/// @param limits what one account or connection may ask for
public record ServerConfig(
    Path data,
    String host,
    int port,
    Unit unit,
    long openingGrant,
    boolean invitationOnly,
    ServerLimits limits) {

  public ServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " (expected: 0 to 65535)");
    }
    if (openingGrant < 0) {
      throw new IllegalArgumentException(
          "opening grant " + openingGrant + " (expected: 0 or more)");
    }
  }

  /// An open server on a free port of the loopback address, without opening grant.
  public static ServerConfig of(Path data, Unit unit) {
    return new ServerConfig(data, "127.0.0.1", 0, unit, 0, false, ServerLimits.DEFAULT);
  }

  public ServerConfig withListen(String newHost, int newPort) {
    return new ServerConfig(data, newHost, newPort, unit, openingGrant, invitationOnly, limits);
  }

  public ServerConfig withOpeningGrant(long minor) {
    return new ServerConfig(data, host, port, unit, minor, invitationOnly, limits);
  }

  public ServerConfig withInvitationOnly(boolean only) {
    return new ServerConfig(data, host, port, unit, openingGrant, only, limits);
  }

  public ServerConfig withLimits(ServerLimits newLimits) {
    return new ServerConfig(data, host, port, unit, openingGrant, invitationOnly, newLimits);
  }
}
