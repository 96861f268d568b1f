package dev.weft.cli;

import dev.weft.study.FinishedStudy;
import java.nio.file.Files;
import java.nio.file.Path;

/** What came to its end, as users name it: a run or a study. */
final class Finished {
  /** What help says of it. */
  static final String DESCRIPTION =
      "A run: its folder, name or id, or 'latest'; or a study: its folder, or its name below studies/.";

  private Finished() {}

  /** Where it lies. */
  static Path folder(String name, StoreOption store) {
    Path study = Path.of("studies", name);
    return !Files.isDirectory(Path.of(name)) && FinishedStudy.isStudy(study) ? study : store.runFolder(name);
  }
}
