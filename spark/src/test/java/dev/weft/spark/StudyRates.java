package dev.weft.spark;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.study.PoolSetup;
import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyRunner;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialExecutor;
import dev.weft.study.TrialResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A program: how long a grid of trainings takes on this machine and on a cluster of processes of it, in one run. Its
 * figures are in docs/clusters.md. Arguments: a folder for the studies, and optionally how many rounds and which
 * places.
 */
public final class StudyRates {
  private static final String GRID =
      """
      name: rates
      base:
        data: { dataset: mnist, train_size: 10000, validation: { stratified: 0.1 } }
        model:
          - Conv2D: { filters: 16, kernel_size: 3, activation: relu }
          - MaxPooling2D: { pool_size: 2 }
          - Conv2D: { filters: 32, kernel_size: 3, activation: relu }
          - MaxPooling2D: { pool_size: 2 }
          - Flatten
          - Dense: { units: 64, activation: relu }
          - Dense: { units: 10, activation: softmax }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 10, batch_size: 64 }
      grid:
        training.optimizer.Adam.learning_rate: [0.0005, 0.001, 0.002, 0.004]
        training.batch_size: [32, 64, 96]
        model.5.Dense.units: [32, 64]
      repeats: 2
      """;

  private StudyRates() {}

  private record Measured(double wall, double overhead, double training, double driver, List<String> table) {}

  static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    List<String> places =
        arguments.length > 2
            ? List.of(arguments).subList(2, arguments.length)
            : List.of("2 workers", "local-cluster[1,1,1024]", "local-cluster[2,1,1024]");
    Path file = Files.writeString(Files.createDirectories(folder).resolve("rates.yaml"), GRID);
    Study study = StudyFile.read(file.toString(), List.of());
    IO.println(
        "| where | round | s | of training, s | a training's overhead after the first, s | driver's CPU a training, s"
            + " |");
    IO.println("|---|---|---|---|---|---|");
    List<String> expected = null;
    for (int round = 1; round <= rounds; round++) {
      for (String where : places) {
        Measured measured = measure(study, folder, where, round);
        expected = expected == null ? measured.table : expected;
        if (!expected.equals(measured.table)) {
          throw new AssertionError("the table of " + where + " is another one.");
        }
        IO.println(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.2f | %.3f |",
                where,
                round,
                measured.wall,
                measured.training,
                measured.overhead,
                measured.driver));
      }
    }
    IO.println("All tables are equal.");
  }

  private static Measured measure(Study study, Path folder, String where, int round) throws IOException {
    boolean isHere = where.endsWith("worker") || where.endsWith("workers");
    int slots = where.contains("2") && !where.contains("[1") ? 2 : 1;
    Path path = folder.resolve(where.replaceAll("[^a-z0-9]", "-") + "-" + round);
    List<Long> ends = Collections.synchronizedList(new ArrayList<>());
    StudyWatcher watcher =
        new StudyWatcher() {
          @Override
          public void ended(TrialResult result) {
            ends.add(System.nanoTime());
          }
        };
    StudyRunner runner =
        StudyRunner.of(study)
            .folder(path)
            .overwrite(true)
            .data(DataSource.once(source -> source.load(null, Progress.NONE)))
            .store(folder.resolve("rates.db").toString(), "rates")
            .watcher(watcher);
    Function<PoolSetup, TrialExecutor> cluster = setup -> new SparkCluster().pool(where, setup);
    runner = isHere ? runner.workers(slots, slots) : runner.workers(slots, 1).executor(cluster);
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long began = System.nanoTime();
    StudyResults results = runner.run().orElseThrow();
    double wall = (System.nanoTime() - began) * 1e-9;
    double driver = (system.getProcessCpuTime() - cpu) * 1e-9;
    List<TrialResult> trials = results.trials();
    double training = trials.stream().mapToDouble(TrialResult::seconds).sum();
    double afterFirst = (ends.getLast() - ends.get(slots - 1)) * 1e-9;
    double overhead =
        (afterFirst * slots - training * (trials.size() - slots) / trials.size()) / (trials.size() - slots);
    return new Measured(wall, overhead, training, driver / trials.size(), table(path));
  }

  /** Everything in {@code results.csv} but the seconds. */
  private static List<String> table(Path path) throws IOException {
    return Files.readAllLines(path.resolve("results.csv")).stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
          cells.remove(6);
          return String.join(",", cells);
        })
        .toList();
  }
}
