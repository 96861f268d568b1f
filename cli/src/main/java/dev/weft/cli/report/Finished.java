package dev.weft.cli.report;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.run.FinishedRun;
import dev.weft.study.FinishedStudy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What came to its end, as users name it: a run or a study. */
final class Finished {
  /** What help says of it. */
  static final String DESCRIPTION =
      "A run: its folder, name or id, or 'latest'; or a study: its folder, or its name below studies/.";

  private Finished() {}

  /**
   * A finished run, from its folder, or else as the store has it.
   *
   * @param terminal which notes that it is from the store
   */
  static FinishedRun run(String name, StoreOption store, Terminal terminal) {
    Optional<FinishedRun> stored = store.withoutFolder(name);
    stored.ifPresent(run ->
        terminal.note(
            "the folder of %s is not here; this is what the store has of it, without its model and its warnings."
                .formatted(name)));
    FinishedRun run = stored.orElseGet(() -> FinishedRun.read(store.runFolder(name)));
    run.changes().forEach(change -> terminal.note("warning: " + change));
    return run;
  }

  /** Whether this is a study. */
  static boolean isStudy(String name) {
    return FinishedStudy.isStudy(Path.of(name))
        || !Files.isDirectory(Path.of(name)) && FinishedStudy.isStudy(Path.of("studies", name));
  }

  /** Where it lies. */
  static Path folder(String name, StoreOption store) {
    Path study = Path.of("studies", name);
    return !Files.isDirectory(Path.of(name)) && FinishedStudy.isStudy(study) ? study : store.runFolder(name);
  }
}
