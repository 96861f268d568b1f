package dev.weft.cli.completion;

import static java.util.stream.Collectors.joining;

import dev.weft.cli.completion.ShellCommand.ShellOption;
import java.util.List;

/** The completion script of fish, which shows what each word does. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(List<ShellCommand> commands) {
    StringBuilder script =
        new StringBuilder(
            """
            # Completion of weft for fish: source this file, or put it into ~/.config/fish/completions as weft.fish.
            function __weft_at --description 'Is this the command that is typed?'
              set -l at weft
              for word in (commandline -opc)[2..-1]
                switch "$at $word"
            """);
    String inner = commands.stream().skip(1).map(command -> "'" + command.path() + "'").collect(joining(" "));
    script.append("      case ").append(inner).append("\n        set at \"$at $word\"\n");
    script.append("    end\n  end\n  test \"$at\" = \"$argv\"\nend\ncomplete -c weft -f\n");
    for (ShellCommand command : commands) {
      String line = "complete -c weft -n '__weft_at " + command.path() + "'";
      command
          .commands()
          .forEach((name, about) ->
              script.append(line).append(" -a ").append(name).append(" -d ").append(quoted(about)).append('\n'));
      if (!command.arguments().words().isEmpty()) {
        script.append(line).append(" -a ").append(quoted(String.join(" ", command.arguments().words()))).append('\n');
      }
      if (command.arguments().files()) {
        script.append(line).append(" -F\n");
      }
      for (ShellOption option : command.options()) {
        script.append(line);
        option
            .names()
            .forEach(
                name -> script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", "")));
        if (option.takesValue()) {
          script.append(option.value().files() ? " -r -F" : " -x");
          if (!option.value().words().isEmpty()) {
            script.append(" -a ").append(quoted(String.join(" ", option.value().words())));
          }
        }
        script.append(" -d ").append(quoted(option.about())).append('\n');
      }
    }
    return script.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
