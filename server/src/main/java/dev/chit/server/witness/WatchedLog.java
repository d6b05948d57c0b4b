package dev.chit.server.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.Hash;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.core.log.WitnessRequest;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SecretFiles;
import dev.chit.crypto.SigningKey;
import dev.chit.server.witness.Verdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One log as the witness has seen it. What it signs is on disk, synced, before it is answered, so
/// that no crash makes it forget and sign another history.
///
/// Files: `ID.checkpoint`, the newest checkpoint with this witness's line; `ID.fork`, once the log
/// was caught, that checkpoint and the one that contradicts it.
final class WatchedLog {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedLog.class);

  private final String origin;
  private final VerifyKey logKey;
  private final SigningKey key;
  private final WitnessKey witness;
  private final InstantSource clock;
  private final Path file;
  private final Path fork;
  private @Nullable SignedCheckpoint newest;

  private WatchedLog(Path directory, VerifyKey logKey, SigningKey key, InstantSource clock) {
    LedgerId ledger = LedgerId.ofKey(logKey);
    this.origin = Checkpoint.originOf(ledger);
    this.logKey = logKey;
    this.key = key;
    this.witness = WitnessKey.of(key.verifyKey());
    this.clock = clock;
    this.file = directory.resolve(ledger + ".checkpoint");
    this.fork = directory.resolve(ledger + ".fork");
  }

  /// Takes up what was signed before.
  ///
  /// @throws IOException if the file cannot be read, or holds something that this witness did not
  ///   sign: going on could sign a second history
  static WatchedLog open(Path directory, VerifyKey logKey, SigningKey key, InstantSource clock)
      throws IOException {
    var log = new WatchedLog(directory, logKey, key, clock);
    if (Files.exists(log.file)) {
      log.newest = log.read();
    }
    return log;
  }

  private SignedCheckpoint read() throws IOException {
    String note = new String(SecretFiles.read(file, SignedCheckpoint.NOTE_BYTES_MAX), UTF_8);
    try {
      SignedCheckpoint signed = SignedCheckpoint.verify(note, origin, logKey, Ed25519.verifier());
      if (Cosignature.of(signed, witness, Ed25519.verifier()).isPresent()) {
        return signed;
      }
    } catch (BadCheckpointException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    throw new IOException(file + " holds a checkpoint that this witness did not sign");
  }

  /// Judges a request, and if it is a good one signs it. In the order of C2SP tlog-witness.
  ///
  /// @throws IOException if what was signed cannot be kept; nothing was given away
  synchronized Verdict add(String body) throws IOException {
    WitnessRequest request;
    try {
      request = WitnessRequest.parse(body);
    } catch (BadCheckpointException e) {
      return new Verdict.Refused(Reason.MALFORMED);
    }
    if (!request.note().startsWith(origin + "\n")) {
      return new Verdict.Refused(Reason.UNKNOWN_LOG);
    }
    SignedCheckpoint offered;
    try {
      offered = SignedCheckpoint.verify(request.note(), origin, logKey, Ed25519.verifier());
    } catch (BadCheckpointException e) {
      return new Verdict.Refused(Reason.NOT_SIGNED);
    }
    return request.oldSize() > offered.size()
        ? new Verdict.Refused(Reason.MALFORMED)
        : compare(request, offered);
  }

  private Verdict compare(WitnessRequest request, SignedCheckpoint offered) throws IOException {
    SignedCheckpoint before = newest;
    long size = before == null ? 0 : before.size();
    if (request.oldSize() != size) {
      return new Verdict.Conflict(size);
    }
    if (before != null && size == offered.size() && !before.root().equals(offered.root())) {
      keepFork(before, offered);
      return new Verdict.Conflict(size);
    }
    Hash root = before == null ? MerkleTree.EMPTY_ROOT : before.root();
    if (!request.proof().verify(size, offered.size(), root, offered.root())) {
      if (before != null && offered.size() > size) {
        keepFork(before, offered);
      }
      return new Verdict.Refused(Reason.NOT_CONSISTENT);
    }
    return new Verdict.Cosigned(cosign(offered));
  }

  private String cosign(SignedCheckpoint offered) throws IOException {
    Cosignature made =
        Cosignature.sign(
            offered.checkpoint(), witness, clock.instant().getEpochSecond(), key::sign);
    SignedCheckpoint cosigned = offered.signedOnlyBy(logKey).with(made);
    SecretFiles.replace(file, cosigned.note().getBytes(UTF_8));
    newest = cosigned;
    return made.line();
  }

  /// Both checkpoints, for whoever has to explain them. The first contradiction is the one that
  /// tells when it began.
  private void keepFork(SignedCheckpoint before, SignedCheckpoint offered) throws IOException {
    if (Files.exists(fork)) {
      return;
    }
    LOG.error(
        "THE LOG {} IS NOT WHAT IT WAS: after {} events it offers {} that it does not prove to"
            + " extend them. Both checkpoints are in {}",
        origin,
        before.size(),
        offered.size(),
        fork);
    SecretFiles.replace(fork, (before.note() + "\n" + offered.note()).getBytes(UTF_8));
  }
}
