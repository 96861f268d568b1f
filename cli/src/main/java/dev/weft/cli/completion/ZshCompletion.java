package dev.weft.cli.completion;

import static java.util.stream.Collectors.joining;

import dev.weft.cli.completion.ShellCommand.ShellOption;
import java.util.List;
import java.util.Map;

/** The completion script of zsh, which shows what each word does. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String script(List<ShellCommand> commands) {
    StringBuilder script =
        new StringBuilder(
            """
            #compdef weft
            # Completion of weft for zsh: source this file after compinit, or put it into a folder of fpath as _weft.
            _weft() {
              local command=weft before=${words[CURRENT-1]} i
              local -a found
              for ((i = 2; i < CURRENT; i++)); do
                case "$command ${words[i]}" in
            """);
    String inner = commands.stream().skip(1).map(command -> "'" + command.path() + "'").collect(joining("|"));
    script.append("      (").append(inner).append(") command+=\" ${words[i]}\" ;;\n");
    script.append("    esac\n  done\n");
    script.append("  if [[ ${words[CURRENT]} == --*=* ]]; then\n");
    script.append("    before=${words[CURRENT]%%=*}\n    compset -P '*='\n  fi\n");
    script.append("  case \"$command $before\" in\n");
    for (ShellCommand command : commands) {
      for (ShellOption option : command.options()) {
        if (option.takesValue()) {
          String patterns =
              option.names().stream().map(name -> "'" + command.path() + " " + name + "'").collect(joining("|"));
          script.append("    (").append(patterns).append(") ").append(proposed(option.value())).append("return ;;\n");
        }
      }
    }
    script.append("  esac\n  case $command in\n");
    for (ShellCommand command : commands) {
      script.append("    ('").append(command.path()).append("')\n");
      script.append("      if [[ $PREFIX == -* ]]; then\n        found=(");
      for (ShellOption option : command.options()) {
        option.names().forEach(name -> script.append("\n          ").append(described(name, option.about())));
      }
      script.append(")\n        _describe -o option found\n      else\n        ");
      script.append(proposed(command.arguments()));
      if (!command.commands().isEmpty()) {
        script.append("found=(");
        for (Map.Entry<String, String> below : command.commands().entrySet()) {
          script.append("\n          ").append(described(below.getKey(), below.getValue()));
        }
        script.append(")\n        _describe command found");
      } else {
        script.append(':');
      }
      script.append("\n      fi\n      ;;\n");
    }
    script.append(
        """
          esac
        }
        if [[ ${funcstack[1]} == _weft ]]; then _weft "$@"; else compdef _weft weft ./weft; fi
        """);
    return script.toString();
  }

  private static String described(String word, String about) {
    return "'" + word.replace(":", "\\:") + ":" + about.replace("'", "'\\''") + "'";
  }

  private static String proposed(Suggestions values) {
    String words = values.words().isEmpty() ? "" : "compadd -- " + String.join(" ", values.words()) + "; ";
    return words + (values.files() ? "_files; " : "");
  }
}
