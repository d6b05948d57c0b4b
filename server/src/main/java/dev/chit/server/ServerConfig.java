package dev.chit.server;

import dev.chit.core.Unit;
import dev.chit.server.blobs.s3.S3Place;
import dev.chit.server.cosigning.WitnessAddress;
import dev.chit.server.cosigning.Witnesses;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// How a server runs.
///
/// @param data the data directory; made, with mode 0700, if it is missing
/// @param host address or name to listen on
/// @param port 0 picks a free one
/// @param unit what a new ledger counts in; a ledger that exists keeps its own
/// @param openingGrant minor units that every new account is given, 0 for none
/// @param invitationOnly whether registering needs an invitation's code
/// @param limits what one account or connection may ask for
/// @param files the object store where members' files lie; the data directory if empty
/// @param witnesses who is asked to sign the log's checkpoints, none for no witnessed log
/// @param clock what the ledger's events are dated by
public record ServerConfig(
    Path data,
    String host,
    int port,
    Unit unit,
    long openingGrant,
    boolean invitationOnly,
    ServerLimits limits,
    Optional<S3Place> files,
    List<WitnessAddress> witnesses,
    InstantSource clock) {

  public ServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " (expected: 0 to 65535)");
    }
    if (openingGrant < 0) {
      throw new IllegalArgumentException(
          "opening grant " + openingGrant + " (expected: 0 or more)");
    }
    if (witnesses.size() > Witnesses.WITNESSES_MAX) {
      throw new IllegalArgumentException(
          witnesses.size() + " witnesses (expected: at most " + Witnesses.WITNESSES_MAX + ")");
    }
    witnesses = List.copyOf(witnesses);
  }

  /// An open server on a free port of the loopback address, without opening grant.
  public static ServerConfig of(Path data, Unit unit) {
    return new ServerConfig(
        data,
        "127.0.0.1",
        0,
        unit,
        0,
        false,
        ServerLimits.DEFAULT,
        Optional.empty(),
        List.of(),
        InstantSource.system());
  }

  public ServerConfig withListen(String newHost, int newPort) {
    return new ServerConfig(
        data,
        newHost,
        newPort,
        unit,
        openingGrant,
        invitationOnly,
        limits,
        files,
        witnesses,
        clock);
  }

  public ServerConfig withOpeningGrant(long minor) {
    return new ServerConfig(
        data, host, port, unit, minor, invitationOnly, limits, files, witnesses, clock);
  }

  public ServerConfig withInvitationOnly(boolean only) {
    return new ServerConfig(
        data, host, port, unit, openingGrant, only, limits, files, witnesses, clock);
  }

  public ServerConfig withLimits(ServerLimits newLimits) {
    return new ServerConfig(
        data, host, port, unit, openingGrant, invitationOnly, newLimits, files, witnesses, clock);
  }

  public ServerConfig withWitnesses(List<WitnessAddress> who) {
    return new ServerConfig(
        data, host, port, unit, openingGrant, invitationOnly, limits, files, who, clock);
  }

  public ServerConfig withFiles(S3Place place) {
    return new ServerConfig(
        data,
        host,
        port,
        unit,
        openingGrant,
        invitationOnly,
        limits,
        Optional.of(place),
        witnesses,
        clock);
  }

  public ServerConfig withClock(InstantSource newClock) {
    return new ServerConfig(
        data, host, port, unit, openingGrant, invitationOnly, limits, files, witnesses, newClock);
  }
}
