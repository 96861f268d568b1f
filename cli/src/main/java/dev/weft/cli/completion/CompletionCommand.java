package dev.weft.cli.completion;

import dev.weft.Spelling;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft completion}: what a shell must know to complete what is typed. */
@Command(
    name = "completion",
    header = "Prints what bash, zsh or fish needs to complete commands, options and names.",
    footer = {
      "",
      "For the shell that runs:",
      "  source <(weft completion bash)",
      "  source <(weft completion zsh)       after compinit",
      "  weft completion fish | source",
      "For all later ones, write it into a file:",
      "  bash: ~/.local/share/bash-completion/completions/weft",
      "  zsh:  _weft in a folder of fpath",
      "  fish: ~/.config/fish/completions/weft.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  static final Map<String, Function<List<ShellCommand>, String>> SHELLS =
      new TreeMap<>(
          Map.of("bash", BashCompletion::script, "zsh", ZshCompletion::script, "fish", FishCompletion::script));

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell;

  public CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!SHELLS.containsKey(shell)) {
      throw new WrongUse(
          spec, "'" + shell + "' is no shell with completion; " + Spelling.known(shell, SHELLS.keySet()));
    }
    terminal.out().print(SHELLS.get(shell).apply(ShellCommand.all(spec.root())));
    return 0;
  }
}
