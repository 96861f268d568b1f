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
  private final Map<Path, String> before = new LinkedHashMap<>(); // the file of each run that no training has yet
  private final Map<String, Path> folders = new LinkedHashMap<>();
  private int last;

  private TrialFolders(Path folder) {
    this.folder = folder;
  }

  /** What was trained in the folder before. */
  private void read() {
    for (Path run : runs(folder)) {
      before.put(run, text(run));
      last = Math.max(last, number(run));
    }
  }

  /**
   * Those of each part by its name.
   *
   * @throws WeftException if there is a training of one's name with other settings
   */
  static Map<String, TrialFolders> of(Path path, Study study) {
    return of(path, study, true);
  }

  /**
   * The same where several processes train one training each: the folder of this one does not depend on which of the
   * others have begun.
   *
   * @throws WeftException if there is a training of its name with other settings
   */
  static Map<String, TrialFolders> beside(Path path, Study study, StudyTrial trial) {
    Map<String, TrialFolders> planned = of(path, study, false);
    Map<String, Path> folders = planned.get(trial.part()).folders;
    if (!isOf(trial, folders.get(trial.id()))) {
      Path found = of(path, study, true).get(trial.part()).folders.get(trial.id());
      if (isOf(trial, found)) {
        folders.put(trial.id(), found);
      }
    }
    return planned;
  }

  /** Whether a folder has a run of a training's settings. */
  private static boolean isOf(StudyTrial trial, Path run) {
    return Files.exists(run.resolve(RunFolder.EXPERIMENT))
        && (text(run).equals(trial.experiment().toYaml())
            || experiment(run).leaves().equals(trial.experiment().leaves()));
  }

  /**
   * @param goesOn whether with what was trained before
   */
  private static Map<String, TrialFolders> of(Path path, Study study, boolean goesOn) {
    Map<String, TrialFolders> parts = new LinkedHashMap<>();
    for (Part part : study.parts()) {
      Path below = study.parts().size() == 1 ? path : path.resolve(StudyFolder.safe(part.name()));
      TrialFolders ofPart = new TrialFolders(below);
      if (goesOn) {
        ofPart.read();
      }
      ofPart.add(part);
      parts.put(part.name(), ofPart);
    }
    return parts;
  }

  /** The folder of each training by its id. */
  Map<String, Path> byId() {
    return folders;
  }

  /** The folders of runs in a study's folder, and in those of its parts. */
  static List<Path> runsIn(Path path) {
    List<Path> all = new ArrayList<>(runs(path));
    subfolders(path).forEach(below -> all.addAll(runs(below)));
    return all;
  }

  /** Adds trainings of the part to those that have a folder. */
  void add(Part part) {
    addUnchanged(part);
    Map<Path, Experiment> others = new LinkedHashMap<>();
    before.keySet().forEach(run -> others.put(run, experiment(run)));
    addOfSameSettings(part, others);
    for (Candidate candidate : part.candidates()) {
      List<StudyTrial> trials = part.trials(candidate);
      List<StudyTrial> added = trials.stream().filter(trial -> !folders.containsKey(trial.id())).toList();
      if (!added.isEmpty()) {
        int number = trials.stream().mapToInt(this::number).max().orElse(0);
        int of = number > 0 ? number : ++last;
        added.forEach(trial -> requireNone(trial, others));
        added.forEach(trial -> folders.put(trial.id(), folder.resolve(of + "-" + trial.experiment().name())));
      }
    }
  }

  /** Trainings whose run has their experiment to the letter, as nearly all have: no file needs to be parsed. */
  private void addUnchanged(Part part) {
    if (before.isEmpty()) {
      return;
    }
    Map<String, Path> byText = new HashMap<>();
    before.forEach((run, text) -> byText.putIfAbsent(text, run));
    for (StudyTrial trial : part.trials()) {
      Path run = byText.remove(trial.experiment().toYaml());
      if (run != null) {
        folders.put(trial.id(), run);
        before.remove(run);
      }
    }
  }

  /** The other trainings whose settings a run has; of several runs, that of the training's name. */
  private void addOfSameSettings(Part part, Map<Path, Experiment> others) {
    Map<Map<String, Object>, List<Path>> bySettings = new HashMap<>();
    if (others.isEmpty()) {
      return;
    }
    others.forEach(
        (run, experiment) -> bySettings.computeIfAbsent(experiment.leaves(), settings -> new ArrayList<>()).add(run));
    for (StudyTrial trial : part.trials()) {
      List<Path> same =
          folders.containsKey(trial.id()) ? List.of() : bySettings.getOrDefault(trial.experiment().leaves(), List.of());
      same.stream()
          .filter(run -> others.get(run).name().equals(trial.experiment().name()))
          .findFirst()
          .or(() -> same.stream().findFirst())
          .ifPresent(run -> {
            folders.put(trial.id(), run);
            same.remove(run);
            others.remove(run);
          });
    }
  }

  /** Refuses to begin anew what is there under the same name with other settings. */
  private static void requireNone(StudyTrial trial, Map<Path, Experiment> others) {
    others.forEach((run, experiment) -> {
      if (experiment.name().equals(trial.experiment().name())) {
        experiment
            .difference(trial.experiment(), "there", "in the study")
            .ifPresent(difference -> {
              throw new WeftException(
                  "the training in %s goes on only as it began: %s; choose another folder with --out."
                      .formatted(run, difference));
            });
      }
    });
  }

  private static Experiment experiment(Path run) {
    return ExperimentFile.read(run.resolve(RunFolder.EXPERIMENT).toString(), List.of());
  }

  /** Empty where the file cannot be read; {@link #experiment} says why. */
  private static String text(Path run) {
    try {
      return Files.readString(run.resolve(RunFolder.EXPERIMENT));
    } catch (IOException e) {
      return "";
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
