/// Payments: a chit is signed and kept before it is presented, and presented again, the same one,
/// until there is an answer.
///
/// [dev.chit.client.wallet.Wallet] is the door.
@NullMarked
package dev.chit.client.wallet;

import org.jspecify.annotations.NullMarked;
