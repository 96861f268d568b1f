package dev.weft.server.classroom;

import dev.weft.WeftException;
import dev.weft.metrics.Metric;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.source.DataPart;
import dev.weft.store.Condition;
import dev.weft.store.Query;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The finished runs of a class's task in a store.
 *
 * @param store which is opened for each question, so that it may come and go
 */
record ClassRuns(String store, String task) {
  private static final String ACCURACY = Metric.ACCURACY.on(DataPart.VALIDATION);
  private static final String LOSS = Metric.LOSS.on(DataPart.VALIDATION);

  /**
   * A run that can be chosen.
   *
   * @param validation its accuracy on validation images, 0 to 1
   * @param loss on them; infinite where it is unknown
   * @param seconds that its epochs took
   */
  record Choosable(
      String id, String name, String user, double validation, double loss, double seconds, Optional<Path> folder) {}

  /** Those with validation, the best on it first: the highest accuracy, then the lowest loss, then the earlier. */
  List<Choosable> all() {
    try (RunStore open = RunStore.open(store)) {
      Query query =
          Query.of(List.of("id", "name", "user", "seconds", "folder", ACCURACY, LOSS))
              .where(new Condition("dataset", Condition.Comparison.EQUAL, task))
              .where(new Condition("state", Condition.Comparison.EQUAL, RunState.FINISHED.toString()));
      return open.list(query).rows().reversed().stream()
          .filter(row -> row.containsKey("user") && row.get(ACCURACY) instanceof Double)
          .map(ClassRuns::choosable)
          .sorted(Comparator.comparingDouble((Choosable run) -> -run.validation()).thenComparingDouble(Choosable::loss))
          .toList();
    }
  }

  private static Choosable choosable(Map<String, Object> row) {
    return new Choosable(
        (String) row.get("id"),
        String.valueOf(row.getOrDefault("name", row.get("id"))),
        (String) row.get("user"),
        (Double) row.get(ACCURACY),
        row.get(LOSS) instanceof Double loss ? loss : Double.POSITIVE_INFINITY,
        row.get("seconds") instanceof Double seconds ? seconds : Double.NaN,
        Optional.ofNullable((String) row.get("folder")).map(Path::of));
  }

  /** The best of each user. */
  Map<String, Choosable> best() {
    Map<String, Choosable> best = new LinkedHashMap<>();
    all().forEach(run -> best.putIfAbsent(run.user(), run));
    return best;
  }

  /**
   * The model that a run wrote.
   *
   * @throws WeftException if its folder is not on this machine, or its model is not the one that it wrote
   */
  static byte[] model(Choosable run) {
    Path folder = run.folder().filter(Files::isDirectory).orElse(null);
    if (folder == null) {
      throw new WeftException(
          "the folder of the run %s is not on the server's machine; hand in its %s."
              .formatted(run.name(), RunFolder.MODEL));
    }
    Path file = folder.resolve(RunFolder.MODEL);
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!FinishedRun.read(folder).metrics().isAsWritten(file)) {
        throw new WeftException(FinishedRun.notItsModel(file));
      }
      return bytes;
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }
}
