package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.run.FolderLock;
import dev.weft.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which folder each training of a study has. One that was trained before is found by its settings, wherever it stands
 * in the study now and whatever its folder is called; a new recipe has the next number. So a study that grows keeps
 * what was trained.
 */
final class TrialFolders {
  private static final Pattern NUMBERED = Pattern.compile("0*(\\d{1,9})-.+");

  private final Path folder;
  private final Map<Map<String, Object>, Map<Path, Experiment>> before = new HashMap<>(); // by all settings
  private final Map<String, Path> folders;
  private int last;

  private TrialFolders(Path folder, Map<String, Path> folders) {
    this.folder = folder;
    this.folders = folders;
  }

  /** What was trained in the folder before. */
  private void read() {
    for (Path run : runs(folder)) {
      Experiment experiment = ExperimentFile.read(run.resolve(RunFolder.EXPERIMENT).toString(), List.of());
      before.computeIfAbsent(experiment.leaves(), settings -> new LinkedHashMap<>()).put(run, experiment);
      last = Math.max(last, number(run));
    }
  }

  /**
   * The folder of each training by its id.
   *
   * @throws WeftException if there is a training of that name with other settings
   */
  static Map<String, Path> of(Path path, Study study) {
    Map<String, Path> folders = new HashMap<>();
    for (Part part : study.parts()) {
      Path below = study.parts().size() == 1 ? path : path.resolve(StudyFolder.safe(part.name()));
      TrialFolders ofPart = new TrialFolders(below, folders);
      ofPart.read();
      ofPart.add(part);
    }
    return folders;
  }

  /** The folders of runs in a study's folder, and in those of its parts. */
  static List<Path> runsIn(Path path) {
    List<Path> all = new ArrayList<>(runs(path));
    subfolders(path).forEach(below -> all.addAll(runs(below)));
    return all;
  }

  private void add(Part part) {
    for (StudyTrial trial : part.trials()) {
      trained(trial).ifPresent(run -> folders.put(trial.id(), run));
    }
    Map<String, Path> others = unclaimed();
    for (Candidate candidate : part.candidates()) {
      List<StudyTrial> trials = part.trials(candidate);
      List<StudyTrial> added = trials.stream().filter(trial -> !folders.containsKey(trial.id())).toList();
      if (!added.isEmpty()) {
        int number = trials.stream().mapToInt(this::number).max().orElse(0);
        int of = number > 0 ? number : ++last;
        added.forEach(trial -> requireNone(trial, others.get(trial.experiment().name())));
        added.forEach(trial -> folders.put(trial.id(), folder.resolve(of + "-" + trial.experiment().name())));
      }
    }
  }

  /** The runs of which no training of the study has been found, by their experiments' names. */
  private Map<String, Path> unclaimed() {
    Map<String, Path> others = new HashMap<>();
    before.values().forEach(runs -> runs.forEach((run, experiment) -> others.put(experiment.name(), run)));
    return others;
  }

  /** The run with a training's settings, which no other has then; of several, that of its name. */
  private Optional<Path> trained(StudyTrial trial) {
    Map<Path, Experiment> same = before.getOrDefault(trial.experiment().leaves(), Map.of());
    Optional<Path> run =
        same.keySet().stream()
            .filter(path -> same.get(path).name().equals(trial.experiment().name()))
            .findFirst()
            .or(() -> same.keySet().stream().findFirst());
    run.ifPresent(same::remove);
    return run;
  }

  /** Refuses to begin anew what is there under the same name with other settings. */
  private static void requireNone(StudyTrial trial, Path other) {
    if (other != null) {
      ExperimentFile.read(other.resolve(RunFolder.EXPERIMENT).toString(), List.of())
          .difference(trial.experiment(), "there", "in the study")
          .ifPresent(difference -> {
            throw new WeftException(
                "the training in %s goes on only as it began: %s; choose another folder with --out."
                    .formatted(other, difference));
          });
    }
  }

  private int number(StudyTrial trial) {
    return folders.containsKey(trial.id()) ? number(folders.get(trial.id())) : 0;
  }

  private static int number(Path run) {
    Matcher matcher = NUMBERED.matcher(run.getFileName().toString());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static List<Path> runs(Path path) {
    return subfolders(path).stream().filter(below -> Files.exists(below.resolve(RunFolder.EXPERIMENT))).toList();
  }

  private static List<Path> subfolders(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw FolderLock.unwritable(path, e);
    }
  }
}
