package dev.weft.store;

import java.util.Optional;

/** How far each training is, as rows of the tables. */
record ProgressRows(Database database) {
  /**
   * @param validation null for what is there already
   */
  void put(String run, String position, String validation) {
    String kept = validation == null ? "progress.validation" : "excluded.validation";
    database.update(
        """
        INSERT INTO progress (run, position, validation) VALUES (?, ?, ?)
        ON CONFLICT (run) DO UPDATE SET position = excluded.position, validation =
        """
            + kept,
        run,
        position,
        validation == null ? "" : validation);
  }

  Optional<ProgressRow> of(String run) {
    return database
        .query(
            "SELECT position, validation FROM progress WHERE run = ?",
            row -> new ProgressRow(row.getString(1), row.getString(2)),
            run)
        .stream()
        .findFirst();
  }
}
