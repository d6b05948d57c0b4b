package dev.chit.app.statement;

import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import dev.chit.core.AccountId;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// A statement as a ledger for beancount, with an assertion of the balance after each day that has
/// entries; beancount knows none within a day.
///
/// Words are in strings, where a quote or a backslash would be more than a word.
final class StatementBeancount {
  private static final String OPENING = "Equity:Chit:OpeningBalance";

  /// So much of an account's id stands for it beside a name that had to be changed.
  private static final int ID_DIGITS = 16;

  private StatementBeancount() {}

  static String of(Statement statement) {
    String own = "Assets:Chit:" + component(statement.name().value(), statement.account());
    LocalDate opened = Wording.openingDate(statement).orElse(LocalDate.EPOCH);
    var ledger = new StringBuilder();
    ledger.append("; Statement of ").append(statement.name()).append(", account ");
    ledger.append(statement.account()).append(", ").append(Wording.period(statement.period()));
    ledger.append("\n; It is ").append(Wording.completeness(statement)).append("\n\n");
    var accounts = new TreeSet<String>();
    accounts.add(own);
    if (statement.openingMinor() != 0) {
      accounts.add(OPENING);
    }
    statement.lines().forEach(line -> accounts.add(counterpart(line)));
    for (String account : accounts) {
      ledger.append(opened).append(" open ").append(account).append(' ');
      ledger.append(currency(statement)).append('\n');
    }
    if (statement.openingMinor() != 0) {
      ledger.append('\n').append(opened).append(" * \"opening balance\"\n");
      postings(ledger, statement, own, OPENING, statement.openingMinor());
    }
    if (statement.lines().isEmpty()) {
      assertion(ledger, statement, own, opened, statement.openingMinor());
    }
    entries(ledger, statement, own);
    return ledger.toString();
  }

  private static void entries(StringBuilder ledger, Statement statement, String own) {
    List<Line> lines = statement.lines();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      ledger.append('\n').append(line.date()).append(" * ").append(string(Wording.party(line)));
      ledger.append(' ').append(string(Wording.memo(line))).append('\n');
      ledger.append("  chit: \"").append(line.chit()).append("\"\n");
      ledger.append("  account: \"").append(line.other()).append("\"\n");
      ledger.append("  index: ").append(line.index()).append('\n');
      ledger.append("  time: \"").append(line.at()).append("\"\n");
      postings(ledger, statement, own, counterpart(line), line.changeMinor());
      if (i + 1 == lines.size() || lines.get(i + 1).date().isAfter(line.date())) {
        assertion(ledger, statement, own, line.date(), line.balanceMinor());
      }
    }
  }

  /// Of the balance at the end of a day, which is the beginning of the next; exact, where beancount
  /// by itself would let the last decimal go.
  private static void assertion(
      StringBuilder ledger, Statement statement, String own, LocalDate day, long balance) {
    ledger.append('\n').append(day.plusDays(1)).append(" balance ").append(own).append(' ');
    ledger.append(Wording.decimal(balance, statement)).append(" ~ 0 ");
    ledger.append(currency(statement)).append('\n');
  }

  private static void postings(
      StringBuilder ledger, Statement statement, String own, String counterpart, long change) {
    posting(ledger, statement, own, change);
    posting(ledger, statement, counterpart, -change);
  }

  private static void posting(
      StringBuilder ledger, Statement statement, String account, long minor) {
    ledger.append("  ").append(account).append("  ").append(Wording.decimal(minor, statement));
    ledger.append(' ').append(currency(statement)).append('\n');
  }

  private static String counterpart(Line line) {
    return switch (line.kind()) {
      case OPENING_GRANT -> "Equity:Chit:OpeningGrant";
      case ISSUED -> "Equity:Chit:Issued";
      case RETIRED -> "Equity:Chit:Retired";
      case RECEIVED -> "Income:Chit:" + component(line.otherName(), line.other());
      case SENT -> "Expenses:Chit:" + component(line.otherName(), line.other());
    };
  }

  /// A name as part of an account: a capital or a digit, then letters, digits and `-`. A name that
  /// has other characters loses them, and has its account's id beside it, so that no two are one.
  private static String component(String name, AccountId account) {
    String plain = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    if (plain.chars().allMatch(StatementBeancount::isAlphanumeric)) {
      return plain;
    }
    String id = HexFormat.of().formatHex(account.bytes()).substring(0, ID_DIGITS);
    return "X-" + plain.replaceAll("[^A-Za-z0-9]", "-") + "-" + id;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /// Two characters or more, the first a letter: a code that is less has a prefix.
  private static String currency(Statement statement) {
    String code = statement.unit().code();
    return code.length() >= 2 && Character.isLetter(code.charAt(0)) ? code : "CHIT-" + code;
  }

  private static String string(String words) {
    return "\"" + words.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
