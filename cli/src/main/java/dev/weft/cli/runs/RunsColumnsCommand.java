package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.store.RunStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code weft runs columns}: what can be asked of runs. */
@Command(name = "columns", header = "Lists all columns that --columns, --filter and --sort know.")
final class RunsColumnsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  RunsColumnsCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      runs.columns().forEach(terminal.out()::println);
      return 0;
    }
  }
}
