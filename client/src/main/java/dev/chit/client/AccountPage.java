package dev.chit.client;

import java.util.List;

/// Accounts in order of name.
///
/// @param more whether others follow the last one
public record AccountPage(List<AccountLine> accounts, boolean more) {
  public AccountPage {
    accounts = List.copyOf(accounts);
  }
}
