package dev.weft.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What each epoch of a run gave, as rows of the tables. */
record EpochRows(Database database) {
  /**
   * Writes epochs, in the place of what was recorded of them before, with the sums that the run's row has of all;
   * within a transaction of the caller's.
   *
   * @param epochs values by name, by the epoch's number from 1
   */
  void put(String run, Map<Integer, Map<String, Double>> epochs) {
    database.updateAll(
        """
        INSERT INTO epoch (run, epoch, name, value) VALUES (?, ?, ?, ?)
        ON CONFLICT (run, epoch, name) DO UPDATE SET value = excluded.value
        """,
        rows(run, epochs));
    database.update(
        """
        UPDATE run SET epochs = (SELECT COALESCE(MAX(epoch), 0) FROM epoch WHERE run = id),
          seconds = (SELECT COALESCE(SUM(value), 0) FROM epoch WHERE run = id AND name = 'seconds') WHERE id = ?
        """,
        run);
  }

  private static List<Object[]> rows(String run, Map<Integer, Map<String, Double>> epochs) {
    return epochs.entrySet().stream()
        .flatMap(epoch ->
            epoch.getValue().entrySet().stream()
                .map(value -> new Object[] {run, epoch.getKey(), value.getKey(), value.getValue()}))
        .toList();
  }

  private static final int AT_ONCE = 500;

  /** Of some runs the values of one name, epoch by epoch. */
  Map<String, List<Double>> curves(Collection<String> runs, String name) {
    Map<String, List<Double>> curves = new HashMap<>();
    List<String> ids = List.copyOf(runs);
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      String places = String.join(", ", Collections.nCopies(some.size(), "?"));
      database.query(
          "SELECT run, value FROM epoch WHERE run IN (%s) AND name = ? ORDER BY run, epoch".formatted(places),
          row -> curves.computeIfAbsent(row.getString(1), run -> new ArrayList<>()).add(Database.number(row, 2)),
          Stream.concat(some.stream(), Stream.of(name)).toArray());
    }
    return curves;
  }

  /** By the epoch's number from 1; NaN for what was no number. */
  Map<Integer, Map<String, Double>> of(String run) {
    Map<Integer, Map<String, Double>> epochs = new TreeMap<>();
    database.query(
        "SELECT epoch, name, value FROM epoch WHERE run = ?",
        row ->
            epochs
                .computeIfAbsent(row.getInt(1), epoch -> new TreeMap<>())
                .put(row.getString(2), Database.number(row, 3)),
        run);
    return epochs;
  }
}
