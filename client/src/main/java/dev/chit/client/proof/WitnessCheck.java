package dev.chit.client.proof;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.watch.Unseen;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Ed25519;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetCheckpointRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Whether the witnesses that this profile requires have signed the log: all of them, one and the
/// same checkpoint, which agrees with everything seen, not more than a day ago if the log has grown
/// since. A profile that requires none is always satisfied.
public final class WitnessCheck {
  /// Code of a log that does not count as witnessed.
  public static final String NOT_WITNESSED = "not-witnessed";

  private static final Duration AGE_MAX = Duration.ofDays(1);
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final String UNCHECKED =
      "The log was not checked for the witnesses' signatures yet: connect first.";
  private static final String WHAT_TO_DO =
      " Payments stop until it has: try again in a moment, or ask the operator; “chit login"
          + " --no-witness” goes on without witnesses.";

  private final ProfileStore store;
  private final Dispatcher dispatcher;
  private final InstantSource clock;
  private volatile boolean checked;
  private volatile long checkedAtMillis;

  public WitnessCheck(ProfileStore store, Dispatcher dispatcher, InstantSource clock) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /// The witnesses of whom all must have signed.
  public List<WitnessKey> required() throws ChitException, InterruptedException {
    return store.run(WitnessCheck::required);
  }

  public static List<WitnessKey> required(Tables tables) throws java.sql.SQLException {
    return tables.profile().getWitnessesList().stream().map(WitnessKey::parse).toList();
  }

  /// From now on these are required, and no others.
  ///
  /// @param witnesses at most 8; empty for none
  public void require(List<WitnessKey> witnesses) throws ChitException, InterruptedException {
    if (witnesses.size() > Limits.WITNESSES_MAX) {
      throw new IllegalArgumentException(
          witnesses.size() + " witnesses (expected: at most " + Limits.WITNESSES_MAX + ")");
    }
    List<String> vkeys = witnesses.stream().map(WitnessKey::vkey).distinct().toList();
    store.run(
        tables -> {
          tables.profile(
              tables.profile().toBuilder().clearWitnesses().addAllWitnesses(vkeys).build());
          tables.log(
              tables.log().toBuilder()
                  .clearWitnessed()
                  .setNotWitnessed(vkeys.isEmpty() ? "" : UNCHECKED)
                  .build());
          return true;
        });
    checked = false;
  }

  /// Asks the server for what the witnesses signed, and keeps the verdict. Warns when it becomes
  /// worse.
  ///
  /// @throws dev.chit.client.HistoryRewrittenException if that contradicts what was seen
  public void check(LogView log, Caller server) throws ChitException, InterruptedException {
    List<WitnessKey> witnesses = required();
    if (witnesses.isEmpty()) {
      return;
    }
    Verdict verdict = verdict(witnesses, log, server);
    store.run(
        tables -> {
          LogRow before = tables.log();
          LogRow.Builder row = before.toBuilder().setNotWitnessed(verdict.problem());
          if (verdict.problem().isEmpty()) {
            row.setWitnessed(verdict.note());
          }
          tables.log(row.build());
          if (!verdict.problem().isEmpty() && !verdict.problem().equals(before.getNotWitnessed())) {
            Unseen.warn(tables, NOT_WITNESSED, verdict.problem());
          }
          return true;
        });
    dispatcher.wake();
    checkedAtMillis = clock.millis();
    checked = true;
  }

  /// @param note what all have signed
  /// @param problem a sentence, empty if there is none
  private record Verdict(String note, String problem) {
    static Verdict not(String problem) {
      return new Verdict("", problem + WHAT_TO_DO);
    }
  }

  private Verdict verdict(List<WitnessKey> witnesses, LogView log, Caller server)
      throws ChitException, InterruptedException {
    String names = names(witnesses);
    try {
      SignedCheckpoint signed = log.accept(ask(witnesses, server), server);
      long oldestSeconds = Long.MAX_VALUE;
      for (WitnessKey witness : witnesses) {
        oldestSeconds = Math.min(oldestSeconds, cosignature(signed, witness).timeSeconds());
      }
      Duration age = Duration.between(Instant.ofEpochSecond(oldestSeconds), clock.instant());
      boolean grown = signed.size() < log.newestSize();
      if ((grown && age.compareTo(AGE_MAX) > 0) || age.negated().compareTo(AGE_MAX) > 0) {
        return Verdict.not(
            "The log has grown, and " + names + " has not signed it for more than a day.");
      }
      return new Verdict(signed.note(), "");
    } catch (NotTrustedException e) {
      return Verdict.not(String.valueOf(e.getMessage()));
    } catch (ChitRefusedException e) {
      if (e.isTransient()) {
        throw e;
      }
      return Verdict.not("The log is not signed by " + names + ".");
    }
  }

  private static String ask(List<WitnessKey> witnesses, Caller server)
      throws ChitException, InterruptedException {
    var request =
        GetCheckpointRequest.newBuilder()
            .setWitnessed(true)
            .addAllWitnesses(witnesses.stream().map(WitnessKey::name).toList())
            .build();
    return server.call(ChitGrpc.getGetCheckpointMethod(), request).getNote();
  }

  /// @throws NotTrustedException if it is missing or not the witness's
  private static Cosignature cosignature(SignedCheckpoint signed, WitnessKey witness)
      throws NotTrustedException {
    try {
      return Cosignature.of(signed, witness, Ed25519.verifier())
          .orElseThrow(
              () ->
                  new NotTrustedException(
                      NOT_WITNESSED, "The log is not signed by " + witness.name() + ".", null));
    } catch (BadCheckpointException e) {
      throw new NotTrustedException(
          NOT_WITNESSED,
          "The server shows a signature that " + witness.name() + " did not make.",
          e);
    }
  }

  private static String names(List<WitnessKey> witnesses) {
    return String.join(" and ", witnesses.stream().map(WitnessKey::name).toList());
  }

  /// Whether the verdict is to be had anew: there is none of this sitting, it was bad, or it is
  /// old.
  public boolean isDue() throws ChitException, InterruptedException {
    return !checked
        || !store.run(Tables::log).getNotWitnessed().isEmpty()
        || clock.millis() - checkedAtMillis > AGAIN.toMillis();
  }

  /// @throws NotTrustedException if the newest verdict is bad
  public static void requireGood(LogRow row) throws NotTrustedException {
    if (!row.getNotWitnessed().isEmpty()) {
      throw new NotTrustedException(NOT_WITNESSED, row.getNotWitnessed(), null);
    }
  }

  /// Below which index events are in a tree that all have signed; all of them if none is required.
  public long coveredBelow(LogView log, Caller server) throws ChitException, InterruptedException {
    if (required().isEmpty()) {
      return Long.MAX_VALUE;
    }
    check(log, server);
    String note = store.run(Tables::log).getWitnessed();
    return note.isEmpty() ? 0 : dev.chit.core.log.Checkpoint.sizeIn(note);
  }

  /// @throws NotTrustedException if one that is required has not signed this
  public void requireLines(SignedCheckpoint checkpoint) throws ChitException, InterruptedException {
    for (WitnessKey witness : required()) {
      var _ = cosignature(checkpoint, witness);
    }
  }

  /// Whether all that are required have signed a checkpoint which was verified when it was kept.
  public boolean haveSigned(String note, LedgerTerms terms)
      throws ChitException, InterruptedException {
    try {
      requireLines(
          SignedCheckpoint.verify(note, terms.origin(), terms.logKey(), Ed25519.verifier()));
      return true;
    } catch (BadCheckpointException e) {
      throw new IllegalStateException("a checkpoint that was verified when it was kept", e);
    } catch (NotTrustedException e) {
      return false;
    }
  }
}
