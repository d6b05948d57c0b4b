package dev.chit.server.cosigning;

import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The newest checkpoint that each set of witnesses has signed. Not kept is what another one makes
/// useless: a checkpoint that is no newer than one which the same witnesses signed, and perhaps
/// others too.
final class CosignedNotes {
  private final CosignedFile file;
  private volatile List<Cosigned> newestFirst = List.of();

  private record Cosigned(SignedCheckpoint checkpoint, Map<WitnessKey, Cosignature> by) {
    boolean makesUseless(Cosigned other) {
      return checkpoint.size() >= other.checkpoint.size()
          && by.keySet().containsAll(other.by.keySet());
    }

    Set<String> names() {
      return by.keySet().stream().map(WitnessKey::name).collect(Collectors.toSet());
    }
  }

  CosignedNotes(CosignedFile file) {
    this.file = file;
    for (CosignedFile.Line line : file.read()) {
      newestFirst = merged(line.checkpoint(), line.cosignature());
    }
  }

  /// Keeps a cosignature, on disk before it is given to anybody.
  ///
  /// @param plain with the log's signature alone
  synchronized void add(SignedCheckpoint plain, Cosignature cosignature) throws IOException {
    List<Cosigned> all = merged(plain, cosignature);
    var lines = new ArrayList<CosignedFile.Line>();
    for (Cosigned one : all) {
      one.by.values().forEach(it -> lines.add(new CosignedFile.Line(one.checkpoint, it)));
    }
    file.write(lines);
    newestFirst = all;
  }

  private List<Cosigned> merged(SignedCheckpoint plain, Cosignature cosignature) {
    var all = new ArrayList<>(newestFirst);
    Cosigned same =
        all.stream()
            .filter(one -> one.checkpoint.checkpoint().equals(plain.checkpoint()))
            .findAny()
            .orElse(new Cosigned(plain, Map.of()));
    all.remove(same);
    var by = new HashMap<>(same.by);
    by.put(cosignature.witness(), cosignature);
    all.add(new Cosigned(same.checkpoint.with(cosignature), Map.copyOf(by)));
    List<Cosigned> before = List.copyOf(all);
    all.removeIf(
        one -> before.stream().anyMatch(other -> !other.equals(one) && other.makesUseless(one)));
    all.sort(Comparator.comparingLong((Cosigned one) -> one.checkpoint.size()).reversed());
    return List.copyOf(all);
  }

  /// The newest checkpoint that all of these have signed; of no names, that anybody has.
  Optional<SignedCheckpoint> newest(Collection<String> names) {
    return newestFirst.stream()
        .filter(one -> one.names().containsAll(names))
        .map(Cosigned::checkpoint)
        .findFirst();
  }

  /// What a witness has signed last.
  Optional<SignedCheckpoint> newestBy(Fingerprint witness) {
    for (Cosigned one : newestFirst) {
      for (Cosignature cosignature : one.by.values()) {
        if (Fingerprint.ofKey(cosignature.witness().key()).equals(witness)) {
          return Optional.of(one.checkpoint);
        }
      }
    }
    return Optional.empty();
  }
}
