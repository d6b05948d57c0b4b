package dev.chit.app.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Every word that can follow `chit`, with the line that explains it.
public enum Verb {
  HELP("help", Group.OTHER, Place.HERE, "list the commands, or explain one"),
  SERVER("server", Group.OPERATOR, Place.HERE, "run a server"),
  COMPLETION("completion", Group.OTHER, Place.HERE, "print a completion script for bash or zsh");

  /// The headings of the overview.
  public enum Group {
    ACCOUNT("account"),
    PEOPLE("people"),
    TALK("talk"),
    MONEY("money"),
    OPERATOR("operator"),
    OTHER("also");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /// Where a command does its work.
  public enum Place {
    /// In the process that owns the profile: through its socket if there is one.
    PROFILE,
    /// In the process that was started.
    HERE
  }

  private final String word;
  private final Group group;
  private final Place place;
  private final String summary;

  Verb(String word, Group group, Place place, String summary) {
    this.word = word;
    this.group = group;
    this.place = place;
    this.summary = summary;
  }

  public String word() {
    return word;
  }

  public Place place() {
    return place;
  }

  Group group() {
    return group;
  }

  String summary() {
    return summary;
  }

  /// The verbs that a typed word can mean: itself, or all that begin with it, in any case.
  public static List<Verb> matching(String typed) {
    String folded = typed.toLowerCase(Locale.ROOT);
    for (Verb verb : values()) {
      if (verb.word.equals(folded)) {
        return List.of(verb);
      }
    }
    return Stream.of(values()).filter(verb -> verb.word.startsWith(folded)).toList();
  }
}
