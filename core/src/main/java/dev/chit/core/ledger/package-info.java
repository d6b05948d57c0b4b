/// The ledger's rules, as one pure function: [Ledger#decide] takes what is known of the accounts
/// and ids concerned and a batch of commands, and says what happens to each and what is to be
/// written. No clock, no randomness, no I/O: time and salts are arguments.
@NullMarked
package dev.chit.core.ledger;

import org.jspecify.annotations.NullMarked;
