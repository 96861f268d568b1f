package dev.weft.cli.runs;

import dev.weft.cli.terminal.Terminal;
import dev.weft.run.RunFolder;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.nio.file.Path;

/** Takes a run out of its store. */
final class RunRemoval {
  private RunRemoval() {}

  /**
   * Removes a run with its files. They go first: if they cannot be deleted, the store still knows where they are. The
   * files of a later run in the same folder stay, and so does what no run left.
   */
  static void withFiles(RunRecord run, RunStore runs, Terminal terminal) {
    run.folder()
        .filter(folder -> isOf(run, folder, runs))
        .ifPresent(folder -> {
          if (!RunFolder.delete(folder)) {
            terminal.note(folder + " stays: there is more in it than what the run wrote.");
          }
        });
    runs.remove(run.id());
  }

  /** Whether no later run has taken its folder. */
  static boolean isOf(RunRecord run, Path folder, RunStore runs) {
    return runs.inFolder(folder).filter(run.id()::equals).isPresent();
  }
}
