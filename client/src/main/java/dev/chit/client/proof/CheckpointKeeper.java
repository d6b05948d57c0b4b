package dev.chit.client.proof;

import dev.chit.client.ChitException;
import java.util.Optional;

/// Where the newest checkpoint seen is kept, and the contradiction if there was one.
public interface CheckpointKeeper {
  /// The signed note; empty before the first.
  Optional<String> newest() throws ChitException, InterruptedException;

  void keep(String note) throws ChitException, InterruptedException;

  /// Keeps both notes for good.
  void keepContradiction(String before, String now) throws ChitException, InterruptedException;
}
