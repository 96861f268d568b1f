package dev.weft.store;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs and what was asked of them.
 *
 * @param columns their names: {@link #OWN_COLUMNS}, any metric such as {@code test.accuracy}, any parameter such as
 *     {@code training.seed}, and {@code provenance.} with the path of any piece of it
 * @param rows for each run the values by column, with nothing where it has none: a String, Long, Double, Instant, or
 *     (the tags) a list of Strings
 * @param total how many runs the conditions hold for, listed or not
 */
public record RunTable(List<String> columns, List<Map<String, Object>> rows, int total) {
  /** What every run may have. */
  public static final List<String> OWN_COLUMNS =
      List.of(
          "id",
          "name",
          "experiment",
          "dataset",
          "state",
          "reason",
          "begun",
          "seen",
          "ended",
          "epochs",
          "seconds",
          "folder",
          "host",
          "user",
          "study",
          "trial",
          "fold",
          "repetition",
          "note",
          "tags");

  /** Metrics that can be asked for before any run has them. */
  static final Set<String> USUAL_METRICS =
      Arrays.stream(DataPart.values())
          .flatMap(part -> Stream.of(Metric.ACCURACY, Metric.LOSS).map(metric -> metric.on(part)))
          .collect(Collectors.toUnmodifiableSet());
}
