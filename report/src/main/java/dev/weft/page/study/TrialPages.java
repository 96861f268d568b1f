package dev.weft.page.study;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.page.Link;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.run.RunPage;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The pages of a study's finished trainings, each in its own folder. */
public final class TrialPages {
  private final StudyResults results;
  private final Path study;
  private final Function<DataSource, Optional<ImageDataset>> data;
  private final Map<DataSource, Optional<ImageDataset>> known = new ConcurrentHashMap<>();
  private final Map<String, String> failures = Collections.synchronizedMap(new TreeMap<>());

  /**
   * @param study the file of the study's page, to which each of them links
   * @param data finds a data set, or nothing where it cannot be had; asked once for each
   */
  public TrialPages(StudyResults results, Path study, Function<DataSource, Optional<ImageDataset>> data) {
    this.results = results;
    this.study = study;
    this.data = data;
  }

  /**
   * Writes those that are missing or older than their run, several at once.
   *
   * @return why some could not be written, one sentence; empty if all were
   */
  public String write() {
    results.trials().parallelStream().filter(TrialPages::isWanted).forEach(this::write);
    if (failures.isEmpty()) {
      return "";
    }
    Map.Entry<String, String> first = failures.entrySet().iterator().next();
    return "the pages of %s could not be written; of %s: %s"
        .formatted(Numbers.of(failures.size(), "training"), first.getKey(), first.getValue());
  }

  private static boolean isWanted(TrialResult trial) {
    Path page = trial.folder().resolve(Page.FILE);
    return RunFolder.isFinished(trial.folder()) && changed(page) < changed(trial.folder().resolve(RunFolder.METRICS));
  }

  /** When, in milliseconds. */
  private static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0; // it is not there
    }
  }

  private void write(TrialResult trial) {
    try {
      Path page = trial.folder().resolve(Page.FILE);
      FinishedRun run = FinishedRun.read(trial.folder());
      Optional<ImageDataset> images = known.computeIfAbsent(run.experiment().data().source(), data);
      images.ifPresent(run::requireFits);
      Link up = new Link(TrialLinks.address(page, study), "Study " + results.study().name());
      RunPage.ofTrial(run, images, up).write(page);
    } catch (WeftException e) {
      failures.put(trial.trial().name(), e.getMessage());
    }
  }
}
