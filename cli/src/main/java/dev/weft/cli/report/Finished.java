package dev.weft.cli.report;

import dev.weft.WeftException;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
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

  /**
   * A finished run whose network is asked.
   *
   * @throws WeftException if its model's file is not there
   */
  static FinishedRun runWithModel(String name, StoreOption store) {
    FinishedRun run = FinishedRun.read(store.runFolder(name));
    if (!Files.exists(run.folder().resolve(RunFolder.MODEL))) {
      throw new WeftException(
          "the run's model must be in its folder, as %s; it is not there."
              .formatted(run.folder().resolve(RunFolder.MODEL)));
    }
    return run;
  }

  /**
   * The data that a run was tested on.
   *
   * @throws WeftException if it cannot be had, or if it is other data now
   */
  static ImageDataset testedOn(FinishedRun run, DataOptions options, Terminal terminal) {
    ImageDataset data = options.again(run.experiment().data().source(), run.provenance().datasetChecksum(), terminal);
    if (!data.checksum().equals(run.provenance().datasetChecksum())) {
      throw new WeftException(
          "the images of %s are not the ones that the run was tested on (their checksums differ)."
              .formatted(data.name()));
    }
    run.requireFits(data);
    return data;
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
