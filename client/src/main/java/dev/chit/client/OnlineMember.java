package dev.chit.client;

import dev.chit.core.AccountId;

/// Somebody who is online, as the server says.
public record OnlineMember(String name, AccountId account) {}
