package dev.chit.app.statement;

import java.util.ArrayList;
import java.util.List;

/// A reader of CSV as RFC 4180 has it, strict, and not ours: it knows nothing of the writer.
final class Csv {
  private Csv() {}

  static List<List<String>> parse(String text) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      var cell = new StringBuilder();
      if (text.charAt(at) == '"') {
        at++;
        while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
          at += text.charAt(at) == '"' ? 1 : 0;
          cell.append(text.charAt(at++));
        }
        at++;
      } else {
        while (",\r\n\"".indexOf(text.charAt(at)) < 0) {
          cell.append(text.charAt(at++));
        }
      }
      row.add(cell.toString());
      if (text.charAt(at) == ',') {
        at++;
      } else if (text.startsWith("\r\n", at) || text.charAt(at) == '\n') {
        at += text.charAt(at) == '\r' ? 2 : 1;
        rows.add(List.copyOf(row));
        row.clear();
      } else {
        throw new IllegalArgumentException("a cell that goes on after its end, at " + at);
      }
    }
    if (!row.isEmpty()) {
      throw new IllegalArgumentException("a last row without its end");
    }
    return rows;
  }
}
