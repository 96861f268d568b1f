package dev.weft.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a shell knows of a command.
 *
 * @param path its words, such as {@code weft data list}
 * @param commands those below it, each with what it does
 * @param options all that may be typed
 * @param arguments what stands beside the options
 */
record ShellCommand(String path, Map<String, String> commands, List<ShellOption> options, Suggestions arguments) {
  /**
   * An option.
   *
   * @param about its description in a few words
   * @param value what follows it; null where nothing does
   */
  record ShellOption(List<String> names, String about, Suggestions value) {
    boolean takesValue() {
      return value != null;
    }
  }

  private static final int MOST_LETTERS = 70;

  /** A command with all below it, the outer before the inner. */
  static List<ShellCommand> all(CommandSpec command) {
    List<ShellCommand> all = new ArrayList<>();
    all.add(of(command));
    command.subcommands().values().forEach(below -> all.addAll(all(below.getCommandSpec())));
    return all;
  }

  private static ShellCommand of(CommandSpec command) {
    Map<String, String> commands = new LinkedHashMap<>();
    for (Map.Entry<String, CommandLine> below : command.subcommands().entrySet()) {
      commands.put(below.getKey(), about(below.getValue().getCommandSpec().usageMessage().header()));
    }
    List<ShellOption> options =
        command.options().stream().filter(option -> !option.hidden()).map(ShellCommand::option).toList();
    Suggestions arguments = Suggestions.NONE;
    for (PositionalParamSpec argument : command.positionalParameters()) {
      arguments = arguments.or(Suggestions.of(argument));
    }
    return new ShellCommand(command.qualifiedName(), commands, options, arguments);
  }

  private static ShellOption option(OptionSpec option) {
    Suggestions value = option.arity().max() > 0 ? Suggestions.of(option) : null;
    return new ShellOption(Arrays.asList(option.names()), about(option.description()), value);
  }

  /** The first sentence, as far as it fits a line beside the word. */
  private static String about(String... lines) {
    String text = String.join(" ", lines).replaceAll("%n|\\s+", " ").replace("%%", "%");
    String sentence = text.replaceFirst("[.;:] .*|\\.$", "");
    return sentence.length() <= MOST_LETTERS
        ? sentence
        : sentence.substring(0, sentence.lastIndexOf(' ', MOST_LETTERS)) + " ...";
  }
}
