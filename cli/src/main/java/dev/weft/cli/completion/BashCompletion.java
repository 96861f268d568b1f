package dev.weft.cli.completion;

import static java.util.stream.Collectors.joining;

import dev.weft.cli.completion.ShellCommand.ShellOption;
import java.util.List;
import java.util.stream.Stream;

/** The completion script of bash, from version 3.2 on. */
final class BashCompletion {
  private BashCompletion() {}

  static String script(List<ShellCommand> commands) {
    StringBuilder script =
        new StringBuilder(
            """
            # Completion of weft for bash: source this file, or put it into ~/.local/share/bash-completion/completions as weft.
            _weft() {
              local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=weft words='' files='' i
              # bash takes the = of --option=value for a word of its own.
              if [[ $word == '=' ]]; then
                word=''
              elif [[ $before == '=' ]]; then
                before=${COMP_WORDS[COMP_CWORD - 2]}
              fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "$command ${COMP_WORDS[i]}" in
            """);
    script.append("      ").append(paths(commands)).append(") command=\"$command ${COMP_WORDS[i]}\" ;;\n");
    script.append("    esac\n  done\n  case \"$command $before\" in\n");
    for (ShellCommand command : commands) {
      for (ShellOption option : command.options()) {
        if (option.takesValue()) {
          String patterns =
              option.names().stream().map(name -> "'" + command.path() + " " + name + "'").collect(joining(" | "));
          script.append("    ").append(patterns).append(") ").append(assigned(option.value())).append(" ;;\n");
        }
      }
    }
    script.append("    *)\n      case $command in\n");
    for (ShellCommand command : commands) {
      script.append("        '").append(command.path()).append("')\n");
      script.append("          ").append(assigned(command.arguments())).append('\n');
      script.append("          words=\"$words ").append(String.join(" ", command.commands().keySet())).append("\"\n");
      String options = command.options().stream().flatMap(option -> option.names().stream()).collect(joining(" "));
      script.append("          if [[ $word == -* ]]; then words='").append(options).append("' files=''; fi\n");
      script.append("          ;;\n");
    }
    script.append(
        """
              esac
              ;;
          esac
          local IFS=$' \\t\\n'
          COMPREPLY=($(compgen -W "$words" -- "$word"))
          if [[ -n $files ]]; then
            compopt -o filenames 2>/dev/null
            IFS=$'\\n'
            COMPREPLY+=($(compgen -f -- "$word"))
          fi
        }
        complete -F _weft weft ./weft
        """);
    return script.toString();
  }

  private static String paths(List<ShellCommand> commands) {
    Stream<String> inner = commands.stream().skip(1).map(command -> "'" + command.path() + "'");
    return inner.collect(joining(" | "));
  }

  private static String assigned(Suggestions values) {
    return "words='" + String.join(" ", values.words()) + "' files='" + (values.files() ? "yes" : "") + "'";
  }
}
