package dev.weft.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
