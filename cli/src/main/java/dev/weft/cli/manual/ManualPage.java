package dev.weft.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's manual page in roff, as {@code man} reads it: from the same texts as its help. */
final class ManualPage {
  private final StringBuilder page = new StringBuilder();

  private ManualPage() {}

  /** The name of a command's page, such as weft-data-list. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  static String text(CommandSpec command, String version) {
    ManualPage page = new ManualPage();
    page.write(command, version);
    return page.page.toString();
  }

  private void write(CommandSpec command, String version) {
    String name = name(command);
    line(".TH " + escaped(name).toUpperCase(Locale.ROOT) + " 1 \"\" \"Weft " + version + "\" \"Weft\"");
    line(".SH NAME");
    String header = String.join(" ", command.usageMessage().header());
    line(escaped(name) + " \\- " + escaped(header.replaceFirst("\\.$", "")));
    line(".SH SYNOPSIS");
    line(synopsis(command));
    line(".SH DESCRIPTION");
    line(escaped(header));
    for (String more : command.usageMessage().description()) {
      line(escaped(plain(more)));
    }
    footer(command);
    if (!command.positionalParameters().isEmpty()) {
      line(".SH ARGUMENTS");
      command.positionalParameters().forEach(this::argument);
    }
    if (!command.subcommands().isEmpty()) {
      line(".SH COMMANDS");
      command
          .subcommands()
          .forEach((word, below) -> {
            line(".TP\n.BR " + escaped(name(below.getCommandSpec())) + " (1)");
            line(escaped(String.join(" ", below.getCommandSpec().usageMessage().header())));
          });
    }
    line(".SH OPTIONS");
    command.options().stream().filter(option -> !option.hidden()).forEach(this::option);
    line(".SH EXIT STATUS");
    line("0 where all went well, 2 for a wrong use, 130 after an interrupt, 1 for anything else.");
    if (command.parent() != null) {
      line(".SH SEE ALSO\n.BR " + escaped(name(command.parent())) + " (1)");
    }
  }

  private static String synopsis(CommandSpec command) {
    StringBuilder synopsis = new StringBuilder("\\fB" + escaped(command.qualifiedName()) + "\\fR [\\fIoptions\\fR]");
    for (PositionalParamSpec argument : command.positionalParameters()) {
      String label = "\\fI" + escaped(argument.paramLabel()) + "\\fR" + (argument.arity().max() > 1 ? "..." : "");
      synopsis.append(' ').append(argument.arity().min() == 0 ? "[" + label + "]" : label);
    }
    if (!command.subcommands().isEmpty()) {
      synopsis.append(command.positionalParameters().isEmpty() ? " \\fIcommand\\fR" : " [\\fIcommand\\fR]");
    }
    return synopsis.toString();
  }

  /** What the help shows below everything: examples and remarks, line by line. */
  private void footer(CommandSpec command) {
    List<String> lines = Stream.of(command.usageMessage().footer()).dropWhile(String::isBlank).toList();
    if (!lines.isEmpty()) {
      line(".PP\n.nf");
      lines.forEach(text -> line(escaped(plain(text))));
      line(".fi");
    }
  }

  private void argument(PositionalParamSpec argument) {
    line(".TP\n\\fI" + escaped(argument.paramLabel()) + "\\fR");
    line(escaped(plain(String.join(" ", argument.description()))));
  }

  private void option(OptionSpec option) {
    String names = String.join(", ", Stream.of(option.names()).map(name -> "\\fB" + escaped(name) + "\\fR").toList());
    boolean takesValue = option.arity().max() > 0;
    line(".TP\n" + names + (takesValue ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : ""));
    line(escaped(plain(String.join(" ", option.description()))));
  }

  private static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%");
  }

  /** A text in which roff finds no request of its own. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
