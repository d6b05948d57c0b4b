/// Requests for money and splits: sealed messages between two members, and the payments that answer
/// them. The server sees payments alone.
///
/// [dev.chit.client.request.RequestDesk] is the door for what this profile does;
/// [dev.chit.client.request.RequestInbox] takes what others say, and
/// [dev.chit.client.request.RequestPayments] what became of payments.
@NullMarked
package dev.chit.client.request;

import org.jspecify.annotations.NullMarked;
