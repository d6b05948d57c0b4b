package dev.chit.server.ledger;

import dev.chit.core.ledger.Entry;
import java.util.List;

/// An account's newest entries from some index on.
///
/// @param entries oldest first
/// @param isComplete false if there were more than asked for, so that the oldest are missing
public record RecentEntries(List<Entry> entries, boolean isComplete) {}
