package dev.chit.core.ledger;

import java.util.List;

/// What became of one command.
public sealed interface Outcome {

  /// It happened, and these lines say so.
  ///
  /// @param entries one, or two: a creation opens the operator's account too, and an opening may
  ///   come with its grant; of a claim two or three
  record Done(List<Entry> entries) implements Outcome {
    public Done {
      entries = List.copyOf(entries);
    }

    Done(Entry only) {
      this(List.of(only));
    }

    /// The first line.
    public Entry entry() {
      return entries.getFirst();
    }
  }

  /// The very same had happened before, and nothing moved this time.
  ///
  /// @param first what was written then
  record Repeated(Entry first) implements Outcome {}

  /// Nothing happened.
  record Refused(Rejection rejection) implements Outcome {}
}
