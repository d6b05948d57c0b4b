package dev.chit.client;

import dev.chit.core.AccountName;

/// A new account, its binding verified in the log.
///
/// @param index of the `opened` event
public record Registered(AccountName name, long index, Whoami whoami, AccountBalance balance) {}
