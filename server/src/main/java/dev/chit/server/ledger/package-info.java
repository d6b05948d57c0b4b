/// The running ledger: [dev.chit.server.ledger.LedgerService] queues commands, has the rules of
/// [dev.chit.core.ledger] decide them in batches, writes each batch with its log leaves in one
/// transaction, and answers queries with proofs.
@NullMarked
package dev.chit.server.ledger;

import org.jspecify.annotations.NullMarked;
