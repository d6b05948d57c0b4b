package dev.chit.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A completion script for fish, made from the description of the commands as those for the other
/// shells are.
final class FishCompletion {
  /// `__chit_after`: the words typed so far begin with these. `__chit_at`: they are these.
  private static final String HEAD =
      """
      # chit's completion for fish.

      function __chit_after
          set -l typed (commandline -opc)
          for word in chit $argv
              test (count $typed) -gt 0; or return 1
              test $word = chit; or test $typed[1] = $word; or return 1
              set -e typed[1]
          end
      end

      function __chit_at
          __chit_after $argv; and test (count (commandline -opc)) -eq (math 1 + (count $argv))
      end

      complete -c chit -f
      """;

  private static final String DEFAULT = " *\\(default: \\$\\{DEFAULT-VALUE}\\)";

  private final StringBuilder script = new StringBuilder(HEAD);

  private FishCompletion() {}

  static String of(CommandLine program) {
    var completion = new FishCompletion();
    completion.add(List.of(), program);
    return completion.script.toString();
  }

  private void add(List<String> words, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String path = String.join(" ", words);
    command
        .getSubcommands()
        .forEach(
            (word, sub) ->
                line(
                    ("__chit_at " + path).strip(),
                    "-a " + word,
                    sentence(sub.getCommandSpec().usageMessage().header())));
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        line("__chit_after " + path, flags(option), sentence(option.description()));
      }
    }
    if (spec.positionalParameters().stream().anyMatch(FishCompletion::isFile)) {
      line("__chit_after " + path, "-F", "");
    }
    command
        .getSubcommands()
        .forEach(
            (word, sub) -> {
              var longer = new ArrayList<>(words);
              longer.add(word);
              add(longer, sub);
            });
  }

  private static String flags(OptionSpec option) {
    String names =
        List.of(option.names()).stream()
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    if (option.arity().max() == 0) {
      return names;
    }
    return names + (isFile(option) ? " -r -F" : " -x");
  }

  private static boolean isFile(ArgSpec argument) {
    return argument.type().equals(Path.class)
        || argument.paramLabel().equals("FILE")
        || argument.paramLabel().equals("DIR");
  }

  private static String sentence(String... lines) {
    return String.join(" ", lines).replaceAll(DEFAULT, "");
  }

  private void line(String when, String what, String why) {
    script.append("complete -c chit -n ").append(quoted(when)).append(' ').append(what);
    if (!why.isEmpty()) {
      script.append(" -d ").append(quoted(why));
    }
    script.append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
