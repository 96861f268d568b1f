package dev.weft.cli.study;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.cli.options.Again;
import dev.weft.experiment.DataSource;
import dev.weft.run.Csv;
import dev.weft.run.FreeFolder;
import dev.weft.study.StudyTrial;
import dev.weft.study.TrialArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The files of an array of jobs that trains a study: the study without other files, what each index is, and scripts.
 *
 * @param threads of each training
 * @param atOnce the most trainings at once; empty where the cluster decides
 */
record JobFiles(TrialArray array, Path folder, JobCommand command, int threads, OptionalInt atOnce) {
  private static final String TABLE = "trials.csv";
  private static final String SLURM = "slurm";
  private static final String KUBERNETES = "kubernetes";

  /** The most that Kubernetes keeps in a ConfigMap, less what stands around it. */
  private static final int MOST_BYTES = 1_000_000;

  /**
   * Writes them.
   *
   * @param overwrite whether to replace such files of before
   * @return what is to be done with them, for a person
   * @throws WeftException if the folder holds something else, or cannot be written
   */
  String write(boolean overwrite) {
    Map<String, String> files = files();
    requireFree(overwrite);
    try {
      Files.createDirectories(folder.resolve(SLURM).resolve("logs"));
      if (files.containsKey(KUBERNETES + "/array.yaml")) {
        Files.createDirectories(folder.resolve(KUBERNETES));
      }
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
    files.forEach((name, text) -> WholeFile.write(folder.resolve(name), text));
    return said(files.containsKey(KUBERNETES + "/array.yaml"));
  }

  private void requireFree(boolean overwrite) {
    if (Stream.of(folder, command.out()).anyMatch(path -> path.toString().chars().anyMatch(Character::isISOControl))) {
      throw new WeftException("a job's folders must have names without control characters; choose others.");
    }
    if (folder.toAbsolutePath().normalize().equals(command.out())) {
      throw new WeftException("the jobs and the study need folders of their own; choose another with --out.");
    }
    boolean isOurs = Files.exists(folder.resolve(TABLE));
    if (isOurs && !overwrite) {
      throw new WeftException(
          "%s holds jobs already, which you may have changed; choose another folder, or replace them by --overwrite."
              .formatted(folder));
    }
    if (!isOurs) {
      FreeFolder.require(folder, FreeFolder.content(folder), List.of(), false);
    }
  }

  private Map<String, String> files() {
    Path here = folder.toAbsolutePath().normalize();
    String study = array.study().name() + ".yaml";
    SlurmJobs slurm =
        new SlurmJobs(array, command, here.resolve(study), here.resolve(SLURM).resolve("logs"), threads, atOnce);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(study, array.study().yaml());
    files.put(TABLE, table());
    files.put(SLURM + "/array.sbatch", slurm.training());
    files.put(SLURM + "/collect.sbatch", slurm.collection());
    if (array.study().yaml().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      KubernetesJobs kubernetes = kubernetes();
      files.put(KUBERNETES + "/array.yaml", kubernetes.training());
      files.put(KUBERNETES + "/collect.yaml", kubernetes.collection());
    }
    return files;
  }

  private KubernetesJobs kubernetes() {
    return new KubernetesJobs(array, command, folders(), threads, atOnce);
  }

  /** All that jobs read and write, which lies in a folder that every machine sees. */
  private List<Path> folders() {
    Stream<Path> own =
        array.trials().stream()
            .map(trial -> trial.experiment().data().source())
            .filter(DataSource::isOwn)
            .map(source -> Path.of(source.path()));
    Stream<Path> bases =
        array.trials().stream()
            .map(trial -> trial.experiment().model().from())
            .filter(from -> from != null && Files.exists(Path.of(from)))
            .map(Path::of);
    Stream<Path> inFolders =
        Stream.concat(own, bases)
            .map(path -> path.toAbsolutePath().normalize())
            .map(path -> Files.isRegularFile(path) ? path.getParent() : path);
    return Stream.concat(command.folders().stream(), inFolders).distinct().toList();
  }

  private String table() {
    List<List<Object>> rows = new ArrayList<>(List.of(List.of("index", "part", "recipe", "replica", "epochs")));
    for (int i = 0; i < array.trials().size(); i++) {
      StudyTrial trial = array.trials().get(i);
      int epochs = trial.experiment().training().epochs();
      rows.add(List.of(i, trial.part(), trial.candidate().name(), trial.replica(), epochs));
    }
    return Csv.text(rows);
  }

  private String said(boolean hasKubernetes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Written to %s: %,d trainings of %s as jobs, numbered in %s; nothing is trained yet",
            folder,
            array.trials().size(),
            array.study().name(),
            TABLE));
    lines.add(
        "  Slurm: sbatch --dependency=afterany:$(sbatch --parsable %s) %s"
            .formatted(word(SLURM + "/array.sbatch"), word(SLURM + "/collect.sbatch")));
    lines.add(
        hasKubernetes
            ? "  Kubernetes: kubectl apply -f %s and, when it has ended, kubectl apply -f %s"
                .formatted(word(KUBERNETES + "/array.yaml"), word(KUBERNETES + "/collect.yaml"))
            : "  Kubernetes: no files, as the study's is larger than 1 MB, the most that a ConfigMap holds");
    if (array.later() > 0) {
      lines.add(
          String.format(
              Locale.ROOT, "  %,d more trainings, of winners, are trained when results are collected", array.later()));
    }
    if (!command.hasServer()) {
      lines.add(
          "  The store %s is a file, which machines cannot write at once: collecting the results records all runs in it"
              .formatted(command.store()));
    }
    List<Path> mounted = kubernetes().mounted();
    if (hasKubernetes && mounted.size() > 1) {
      lines.add(
          "  Kubernetes mounts a volume at each of "
              + String.join(", ", mounted.stream().map(Path::toString).toList()));
    }
    return String.join("\n", lines);
  }

  private String word(String name) {
    return Again.word(folder.resolve(name).toString());
  }
}
