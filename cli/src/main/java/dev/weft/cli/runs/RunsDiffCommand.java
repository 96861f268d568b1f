package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft runs diff}: why two runs came out differently. */
@Command(name = "diff", header = "Says in which parameters and provenance two runs differ.")
final class RunsDiffCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, name or folder, or 'latest'.")
  private String left;

  @Parameters(index = "1", paramLabel = "RUN", description = "Another.")
  private String right;

  RunsDiffCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      terminal.out().print(RunTables.diff(found(runs, left), found(runs, right), terminal.width()));
      return 0;
    }
  }

  private RunRecord found(RunStore runs, String name) {
    return store.asked(() -> runs.get(runs.find(name)));
  }
}
