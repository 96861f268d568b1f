package dev.weft.site;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands with their options, from their own help, as Markdown. */
final class CommandReference {
  private final StringBuilder text = new StringBuilder();

  private CommandReference() {}

  static String of(CommandSpec root) {
    CommandReference reference = new CommandReference();
    reference.text.append("# Commands\n\nWhat `weft COMMAND --help` says of each command.\n\n");
    root.subcommands().values().forEach(command -> reference.write(command.getCommandSpec()));
    return reference.text.toString();
  }

  private void write(CommandSpec command) {
    text.append("## ").append(command.qualifiedName()).append("\n\n");
    text.append(words(command.usageMessage().header())).append("\n\n");
    paragraph(words(command.usageMessage().description()));
    text.append("    ").append(synopsis(command)).append("\n\n");
    List<PositionalParamSpec> arguments = command.positionalParameters().stream().filter(one -> !one.hidden()).toList();
    List<OptionSpec> options =
        command.options().stream().filter(one -> !one.hidden() && !one.usageHelp() && !one.versionHelp()).toList();
    if (arguments.size() + options.size() > 0) {
      text.append("| argument or option | |\n|---|---|\n");
      arguments.forEach(one -> row(one.paramLabel(), one.description()));
      options.forEach(one -> row(names(one), one.description()));
      text.append('\n');
    }
    String footer =
        Stream.of(command.usageMessage().footer()).map(CommandReference::plain).collect(Collectors.joining("\n"));
    if (!footer.isBlank()) {
      text.append("```\n").append(footer.stripTrailing().replaceFirst("^\n+", "")).append("\n```\n\n");
    }
    for (CommandLine below : command.subcommands().values()) {
      write(below.getCommandSpec());
    }
  }

  private void paragraph(String words) {
    if (!words.isBlank()) {
      text.append(words).append("\n\n");
    }
  }

  private void row(String what, String[] description) {
    text.append("| `").append(what.replace("|", "\\|")).append("` | ").append(words(description)).append(" |\n");
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() > 0 ? names + " " + option.paramLabel() : names;
  }

  private static String synopsis(CommandSpec command) {
    String arguments =
        command.positionalParameters().stream()
            .map(one ->
                (one.arity().min() == 0 ? "[" + one.paramLabel() + "]" : one.paramLabel())
                    + (one.arity().max() > 1 ? "..." : ""))
            .collect(Collectors.joining(" "));
    String below = command.subcommands().isEmpty() ? "" : " COMMAND";
    return (command.qualifiedName() + below + " [options] " + arguments).strip();
  }

  private static String words(String[] lines) {
    return plain(String.join(" ", lines)).replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
  }

  private static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%");
  }
}
