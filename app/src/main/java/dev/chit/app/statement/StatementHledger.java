package dev.chit.app.statement;

import dev.chit.client.Statement;
import dev.chit.client.Statement.Line;
import java.util.TreeSet;

/// A statement as a journal for hledger, each entry with an assertion of the balance after it.
///
/// In a journal a line break begins something else, and a semicolon a comment, in which words can
/// be tags that move a posting's date. Memos are in descriptions, therefore, in one line, behind
/// the name and with another semicolon; comments hold nothing that anybody wrote.
final class StatementHledger {
  private static final String OPENING = "equity:chit:opening-balance";

  private StatementHledger() {}

  static String of(Statement statement) {
    String own = "assets:chit:" + statement.name();
    long opening = statement.openingMinor();
    var journal = new StringBuilder();
    journal.append("; Statement of ").append(statement.name()).append(", account ");
    journal.append(statement.account()).append(", ").append(Wording.period(statement.period()));
    journal.append("\n; It is ").append(Wording.completeness(statement)).append("\n\n");
    journal.append("decimal-mark .\ncommodity ").append(example(statement)).append('\n');
    var accounts = new TreeSet<String>();
    accounts.add(own);
    if (opening != 0) {
      accounts.add(OPENING);
    }
    statement.lines().forEach(line -> accounts.add(counterpart(line)));
    accounts.forEach(account -> journal.append("account ").append(account).append('\n'));
    if (opening != 0) {
      journal.append('\n').append(Wording.openingDate(statement).orElseThrow());
      journal.append(" * opening balance\n");
      postings(journal, statement, own, OPENING, opening, opening);
    }
    for (Line line : statement.lines()) {
      journal.append('\n').append(line.date()).append(" * (").append(line.index()).append(") ");
      journal.append(description(line)).append('\n');
      journal.append("    ; chit:").append(line.chit()).append(", account:").append(line.other());
      journal.append(", time:").append(line.at()).append('\n');
      postings(journal, statement, own, counterpart(line), line.changeMinor(), line.balanceMinor());
    }
    return journal.toString();
  }

  private static void postings(
      StringBuilder journal,
      Statement statement,
      String own,
      String counterpart,
      long change,
      long balance) {
    journal.append("    ").append(own).append("  ").append(amount(change, statement));
    journal.append(" = ").append(amount(balance, statement)).append('\n');
    journal.append("    ").append(counterpart).append("  ").append(amount(-change, statement));
    journal.append('\n');
  }

  private static String counterpart(Line line) {
    return switch (line.kind()) {
      case OPENING_GRANT -> "equity:chit:opening-grant";
      case ISSUED -> "equity:chit:issued";
      case RETIRED -> "equity:chit:retired";
      case RECEIVED -> "income:chit:" + line.otherName();
      case SENT -> "expenses:chit:" + line.otherName();
    };
  }

  /// `payee | note`, as hledger splits it.
  private static String description(Line line) {
    String memo = Wording.memo(line).replace(';', '\uFF1B');
    return memo.isEmpty() ? Wording.party(line) : Wording.party(line) + " | " + memo;
  }

  private static String amount(long minor, Statement statement) {
    return Wording.decimal(minor, statement) + " " + commodity(statement);
  }

  /// How amounts are written; the directive wants a decimal mark even without decimals.
  private static String example(Statement statement) {
    int scale = statement.unit().scale();
    return "1000." + "0".repeat(scale) + " " + commodity(statement);
  }

  /// Symbols with digits are written in quotes.
  private static String commodity(Statement statement) {
    String code = statement.unit().code();
    return code.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? code : "\"" + code + "\"";
  }
}
