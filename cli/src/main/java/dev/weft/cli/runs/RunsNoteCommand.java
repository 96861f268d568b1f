package dev.weft.cli.runs;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.store.RunStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft runs note}: what users have to say of a run. */
@Command(name = "note", header = "Writes a note to a run, in the place of the one that it has.")
final class RunsNoteCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final StoreOption store;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, name or folder, or 'latest'.")
  private String run;

  @Parameters(index = "1", paramLabel = "TEXT", description = "The note; '' for none.")
  private String text;

  RunsNoteCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  @Override
  public Integer call() {
    try (RunStore runs = store.open()) {
      String id = store.asked(() -> runs.find(run));
      runs.note(id, text.strip());
      terminal.out().println(id + ": " + (text.isBlank() ? "no note" : text.strip()));
      return 0;
    }
  }
}
