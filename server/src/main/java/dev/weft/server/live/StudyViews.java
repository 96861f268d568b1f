package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.ServedPage;
import dev.weft.page.live.RunningStudyPage;
import dev.weft.page.live.RunningStudyPage.TrialLine;
import dev.weft.page.live.Sparkline;
import dev.weft.page.study.StudyPage;
import dev.weft.store.Condition;
import dev.weft.store.Order;
import dev.weft.store.Query;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.study.FinishedStudy;
import dev.weft.train.Monitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of each study: of a finished one the page that {@code weft report} makes, of others their trainings. */
final class StudyViews {
  private static final List<String> COLUMNS = List.of("id", "trial", "state", "reason", "epochs", "seconds", "folder");

  /** Of its folder, a part may lie between a study and a training. */
  private static final int DEPTH = 2;

  private static final String RESULTS = "results.csv";

  private final RunStore store;

  StudyViews(RunStore store) {
    this.store = store;
  }

  ServedPage page(String study) {
    String version = store.version();
    List<Map<String, Object>> trainings = trainings(study);
    Optional<Path> folder = finished(trainings);
    if (folder.isPresent()) {
      Path file = folder.get().resolve(Page.FILE);
      return ServedPage.of(StudyPage.of(FinishedStudy.read(folder.get()), file));
    }
    return running(study, trainings, version).served();
  }

  String moving(String study) {
    return running(study, trainings(study), store.version()).moving();
  }

  /** The folder of a study that is over, with its results. */
  private static Optional<Path> finished(List<Map<String, Object>> trainings) {
    boolean isOver = trainings.stream().noneMatch(row -> row.get("state").equals(RunState.RUNNING.toString()));
    return folder(trainings).filter(path -> isOver && Files.exists(path.resolve(RESULTS)));
  }

  /** The id of the training in a folder of a study's. */
  String training(String study, String folder) {
    return trainings(study).stream()
        .filter(row -> row.get("folder") instanceof String path && Path.of(path).endsWith(folder))
        .map(row -> (String) row.get("id"))
        .findFirst()
        .orElseThrow(() -> new WeftException("the study %s has no training in %s.".formatted(study, folder)));
  }

  private List<Map<String, Object>> trainings(String study) {
    Condition ofIt = new Condition("study", Condition.Comparison.EQUAL, study);
    List<Map<String, Object>> rows = store.list(Query.of(COLUMNS).where(ofIt).sortedBy(Order.parse("begun"))).rows();
    if (rows.isEmpty()) {
      throw new WeftException("there is no study '%s' in %s.".formatted(study, store.place()));
    }
    return rows;
  }

  private static Optional<Path> folder(List<Map<String, Object>> trainings) {
    Path path = trainings.getLast().get("folder") instanceof String text ? Path.of(text) : null;
    for (int i = 0; i < DEPTH && path != null; i++) {
      path = path.getParent();
      if (path != null && FinishedStudy.isStudy(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private RunningStudyPage running(String study, List<Map<String, Object>> trainings, String version) {
    List<String> ids = trainings.stream().map(row -> (String) row.get("id")).toList();
    Map<String, List<Double>> accuracy = store.curves(ids, Monitor.VAL_ACCURACY.toString());
    Map<String, List<Double>> training = store.curves(ids, Monitor.ACCURACY.toString());
    List<TrialLine> lines =
        trainings.stream()
            .map(row ->
                line(
                    row,
                    accuracy.getOrDefault(row.get("id"), List.of()),
                    training.getOrDefault(row.get("id"), List.of())))
            .sorted(Comparator.comparingDouble((TrialLine line) -> -line.best()))
            .toList();
    return new RunningStudyPage(study, lines, version, finished(trainings).isPresent());
  }

  private static TrialLine line(Map<String, Object> row, List<Double> validated, List<Double> trained) {
    boolean isValidated = !validated.isEmpty();
    List<Double> values = isValidated ? validated : trained;
    double best = values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).max().orElse(-1);
    return new TrialLine(
        (String) row.get("id"),
        String.valueOf(row.getOrDefault("trial", row.get("id"))),
        (String) row.get("state"),
        String.valueOf(row.getOrDefault("reason", "")),
        values,
        isValidated ? "validation accuracy" : "training accuracy",
        Sparkline.of(isValidated ? "validation accuracy" : "training accuracy", values),
        best,
        ((Long) row.get("epochs")).intValue(),
        row.get("seconds") instanceof Double seconds ? Numbers.time(seconds) : "");
  }
}
