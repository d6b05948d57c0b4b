package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.log.SignedCheckpoint;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/// Whatever moved units of an account in a period, in the order of the log, and what the account
/// held before and after.
///
/// It is complete up to a checkpoint, or there is none: every event of the account below it was
/// there, its payer's signature was good, and the balances added up to the server's.
///
/// @param period which days
/// @param openingMinor balance before the first line
/// @param closingMinor balance after the last
/// @param checkpoint of the log: the last index that the statement covers is one below its size
public record Statement(
    AccountName name,
    AccountId account,
    Unit unit,
    Period period,
    long openingMinor,
    long closingMinor,
    SignedCheckpoint checkpoint,
    List<Line> lines) {
  public Statement {
    lines = List.copyOf(lines);
    long sum = lines.stream().mapToLong(Line::changeMinor).reduce(openingMinor, Math::addExact);
    if (sum != closingMinor) {
      throw new IllegalArgumentException(
          "lines that lead to " + sum + " (expected: the closing balance, " + closingMinor + ")");
    }
  }

  /// What a line is.
  public enum Kind {
    /// What the ledger gives each new account.
    OPENING_GRANT,
    /// The operator put units into circulation.
    ISSUED,
    /// Another member paid.
    RECEIVED,
    /// This account paid.
    SENT,
    /// This account gave units back to the operator.
    RETIRED
  }

  /// One entry of the account.
  ///
  /// @param index of its event in the log
  /// @param at when it was logged
  /// @param date the day it counts to: of `at`, but never before the day of a line above, should
  ///   the server's clock have been set back
  /// @param otherName the other party's name, or its account id if the log does not prove one
  /// @param changeMinor above zero if this account received
  /// @param balanceMinor of this account right after
  /// @param included whether this client has verified the event's place in the log by now
  public record Line(
      long index,
      ChitId chit,
      Kind kind,
      Instant at,
      LocalDate date,
      AccountId other,
      String otherName,
      long changeMinor,
      long balanceMinor,
      Memo memo,
      boolean included) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Statement that
        && account.equals(that.account)
        && period.equals(that.period)
        && checkpoint.note().equals(that.checkpoint.note())
        && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, period, lines);
  }

  /// Without names and memos.
  @Override
  public String toString() {
    return "Statement[" + account + ", " + lines.size() + " lines]";
  }
}
