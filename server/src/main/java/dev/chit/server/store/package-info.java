/// What the ledger needs of a database: [LedgerStore] loads what a batch needs and writes what it
/// decides; it has no rules of its own.
@NullMarked
package dev.chit.server.store;

import org.jspecify.annotations.NullMarked;
