package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A command line, as far as it must be understood to know who does it. Loads little.
///
/// @param verb what to do
/// @param arguments everything else; options that stood before the verb stand here as well
public record Words(Verb verb, List<String> arguments) {
  private static final Set<String> OPTIONS_WITH_VALUE =
      Set.of("--home", "--server", "--passphrase-file");

  public Words {
    arguments = List.copyOf(arguments);
  }

  /// Reads what follows `chit`; nothing but options means the shell.
  ///
  /// @throws CommandFailure if the verb is unknown or can mean several
  public static Words parse(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      if (words.get(at).equals("-h") || words.get(at).equals("--help")) {
        return new Words(Verb.HELP, List.of());
      }
      at += OPTIONS_WITH_VALUE.contains(words.get(at)) ? 2 : 1;
    }
    if (at >= words.size()) {
      return new Words(Verb.SHELL, words);
    }
    var arguments = new ArrayList<>(words);
    Verb verb = verb(arguments.remove(at));
    return new Words(verb, arguments);
  }

  /// The verb that a typed word means.
  ///
  /// @throws CommandFailure if it means none, or several
  public static Verb verb(String word) {
    List<Verb> found = Verb.matching(word);
    if (found.isEmpty()) {
      throw CommandFailure.usage("“" + word + "” is not a command; “chit help” lists them.");
    }
    if (found.size() > 1) {
      List<String> all = found.stream().map(Verb::word).toList();
      throw CommandFailure.usage(
          "“" + word + "” can mean " + String.join(", ", all) + ": type a little more.");
    }
    return found.getFirst();
  }

  /// Whether the process that owns the profile may do it, if there is one.
  public boolean isForOwner() {
    return switch (verb.place()) {
      case PROFILE, EITHER -> true;
      case PROFILE_IF_NAMED -> named().isPresent();
      case HERE -> false;
    };
  }

  /// The profile that is meant.
  public Path home() {
    return named().orElseGet(Homes::profile);
  }

  private Optional<Path> named() {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--home") && i + 1 < arguments.size()) {
        return Optional.of(Path.of(arguments.get(i + 1)));
      }
      if (argument.startsWith("--home=")) {
        return Optional.of(Path.of(argument.substring("--home=".length())));
      }
    }
    return Optional.empty();
  }

  public boolean json() {
    return arguments.contains("--json");
  }

  public boolean help() {
    return arguments.contains("--help") || arguments.contains("-h");
  }
}
