package dev.chit.app.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What every text file of the project keeps to, beyond the formatter's reach.
final class Tidy {
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
  private static final Pattern SOMEBODYS_MACHINE =
      Pattern.compile("(?<![\\w.$}~*])/(home|root|Users|work|workspace|mnt)/[\\w.-]");
  private static final Pattern OLD_DOC_COMMENT = Pattern.compile("^\\s*/\\*\\*");
  private static final Pattern PRINTS = Pattern.compile("\\bSystem\\.(out|err)\\b");
  private static final Pattern COMMENT = Pattern.compile("^\\s*//");
  private static final Pattern MAY_PRINT = Pattern.compile("^(app|bench|examples|\\.ci)/");

  private Tidy() {}

  /// What is wrong with a file, one `path:line: reason` each.
  ///
  /// @param path relative to the project's root, with `/`
  static List<String> faults(String path, String text) {
    List<String> faults = new ArrayList<>();
    if (text.indexOf('\r') >= 0) {
      faults.add(path + ": carriage return");
    }
    if (!text.isEmpty() && (!text.endsWith("\n") || text.endsWith("\n\n"))) {
      faults.add(path + ": ends otherwise than in one newline");
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = path + ":" + (i + 1) + ": ";
      if (line.indexOf('\t') >= 0) {
        faults.add(place + "tab");
      }
      if (!line.equals(line.stripTrailing())) {
        faults.add(place + "trailing blank");
      }
      if (UNFINISHED.matcher(line).find()) {
        faults.add(place + "unfinished work: finish it or leave it out");
      }
      if (SOMEBODYS_MACHINE.matcher(line).find()) {
        faults.add(place + "path of one machine");
      }
      if (path.endsWith(".java")) {
        javaFaults(path, line, place, faults);
      }
    }
    return faults;
  }

  private static void javaFaults(String path, String line, String place, List<String> faults) {
    if (OLD_DOC_COMMENT.matcher(line).find()) {
      faults.add(place + "documentation comment other than `///`");
    }
    if (PRINTS.matcher(line).find()
        && !COMMENT.matcher(line).find()
        && !MAY_PRINT.matcher(path).find()) {
      faults.add(place + "prints, outside app, bench and examples");
    }
  }
}
