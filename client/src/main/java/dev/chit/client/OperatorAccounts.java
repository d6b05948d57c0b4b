package dev.chit.client;

import dev.chit.client.connection.Caller;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.wire.v1.AccountSummary;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ListAccountsReply;
import dev.chit.wire.v1.ListAccountsRequest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// The accounts as the server lists them to its operator.
final class OperatorAccounts {
  private final Caller server;

  OperatorAccounts(Caller server) {
    this.server = server;
  }

  AccountPage page(String after, int limit) throws ChitException, InterruptedException {
    var request = ListAccountsRequest.newBuilder().setAfter(after).setLimit(limit).build();
    ListAccountsReply reply = server.call(AdminGrpc.getListAccountsMethod(), request);
    return new AccountPage(
        reply.getAccountsList().stream().map(OperatorAccounts::line).toList(), reply.getMore());
  }

  private static AccountLine line(AccountSummary account) {
    return new AccountLine(
        account.getName(),
        AccountId.of(account.getAccount().toByteArray()),
        account.getBalance(),
        account.getHeld(),
        account.getFrozen(),
        account.getCustodial(),
        limits(account),
        account.getAuditor(),
        account.getOnline(),
        account.getClosed(),
        Instant.ofEpochMilli(account.getOpenedAtMillis()));
  }

  private static SpendingLimits limits(AccountSummary account) {
    return new SpendingLimits(
        account.hasLimitPerPayment()
            ? OptionalLong.of(account.getLimitPerPayment())
            : OptionalLong.empty(),
        account.hasLimitPerDay()
            ? OptionalLong.of(account.getLimitPerDay())
            : OptionalLong.empty());
  }

  AccountLine of(String name) throws ChitException, InterruptedException {
    List<AccountLine> page = page(justBefore(new AccountName(name).folded()), 1).accounts();
    return page.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new ChitRefusedException("unknown-account", "There is no account " + name + "."));
  }

  /// A text after every name that comes before this one, and before this one.
  private static String justBefore(String folded) {
    int last = folded.length() - 1;
    return folded.substring(0, last) + (char) (folded.charAt(last) - 1) + '\u007f';
  }
}
