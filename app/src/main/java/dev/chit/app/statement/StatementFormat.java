package dev.chit.app.statement;

import dev.chit.app.console.Clean;
import dev.chit.client.Statement;
import java.util.Locale;

/// The forms of a statement. Each ends in a newline and has no terminal's control characters.
public enum StatementFormat {
  TEXT,
  CSV,
  JSON,
  HLEDGER,
  BEANCOUNT;

  public String write(Statement statement) {
    return switch (this) {
      case TEXT -> StatementText.of(statement);
      case CSV -> StatementCsv.of(statement);
      case JSON -> Clean.json(StatementJson.of(statement).toString()) + "\n";
      case HLEDGER -> StatementHledger.of(statement);
      case BEANCOUNT -> StatementBeancount.of(statement);
    };
  }

  /// As it is typed.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
