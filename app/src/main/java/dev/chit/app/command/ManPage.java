package dev.chit.app.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `chit.1`, made from the description of the commands, so that it cannot say anything else than
/// `--help` does.
final class ManPage {
  private static final String HEAD =
      """
      .TH CHIT 1 "" "chit" "User Commands"
      .SH NAME
      chit \\- money you can send in a message
      .SH SYNOPSIS
      .B chit
      .br
      .B chit
      .I COMMAND
      .RI [ WORDS ]
      .SH DESCRIPTION
      Chit is an end-to-end encrypted messenger with payments. Without a command it opens the shell;
      where there is no profile yet it asks for server, name and passphrase first.
      A command can be shortened while it stays unambiguous.
      .PP
      .B chit help
      .I COMMAND
      explains one command.
      """;

  private static final String TAIL =
      """
      .SH EXIT STATUS
      .TP
      .B 0
      Done.
      .TP
      .B 1
      Refused by a rule, whose code is printed.
      .TP
      .B 2
      Wrong usage, or this machine cannot do it: nothing was tried.
      .TP
      .B 3
      The server cannot be reached, or is not the one met before.
      .SH ENVIRONMENT
      .TP
      .B CHIT_PASSPHRASE
      Opens the profile where nobody can be asked.
      .TP
      .B NO_COLOR
      If set, no colours are used.
      .TP
      .B XDG_DATA_HOME
      Profiles are in its folder chit, unless \\-\\-home names another.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ManPage() {}

  /// @param program with a subcommand for each command
  static String of(CommandLine program) {
    var man = new ManPage();
    for (Verb.Group group : Verb.Group.values()) {
      man.page.append(".SH ").append(quoted(group.heading().toUpperCase(Locale.ROOT)));
      man.page.append('\n');
      for (Verb verb : Verb.values()) {
        CommandLine command = program.getSubcommands().get(verb.word());
        if (verb.group() == group && command != null) {
          man.command("chit " + verb.word(), command);
        }
      }
    }
    return man.page.append(TAIL).toString();
  }

  private void command(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    page.append(".SS ").append(quoted(name + parameters(spec))).append('\n');
    text(List.of(spec.usageMessage().header()));
    page.append(".br\n");
    text(List.of(spec.usageMessage().description()));
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter.description());
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        item(flags(option), option.description());
      }
    }
    List<String> examples = List.of(spec.usageMessage().footer());
    if (!examples.isEmpty()) {
      page.append(".PP\n.nf\n");
      examples.forEach(line -> page.append(line(line)).append('\n'));
      page.append(".fi\n");
    }
    command.getSubcommands().forEach((word, sub) -> command(name + " " + word, sub));
  }

  private static String parameters(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .map(it -> " " + it.paramLabel())
        .collect(Collectors.joining());
  }

  private static String flags(OptionSpec option) {
    String names =
        List.of(option.names()).stream()
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0
        ? names
        : names + " \\fI" + escaped(option.paramLabel()) + "\\fR";
  }

  private void item(String what, String... lines) {
    page.append(".TP\n").append(what).append('\n');
    text(List.of(lines));
  }

  private void text(List<String> lines) {
    for (String line : lines) {
      page.append(line.isBlank() ? ".PP" : line(line.strip())).append('\n');
    }
  }

  /// A line that is no request to the formatter, whatever it begins with.
  private static String line(String text) {
    String escaped = escaped(text);
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String quoted(String text) {
    return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("%n", "")
        .replaceAll(" *\\(default: \\$\\{DEFAULT-VALUE}\\)", "")
        .replace("-", "\\-");
  }
}
