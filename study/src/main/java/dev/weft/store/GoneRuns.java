package dev.weft.store;

import java.util.Locale;
import java.util.Map;

/** Runs that seem to run, but whose process on this machine is gone. */
final class GoneRuns {
  private GoneRuns() {}

  /** Says of them that they were killed. */
  static void mark(Database database) {
    database
        .query(
            "SELECT id, host, process, process_started FROM run WHERE state = ?",
            row -> Map.entry(row.getString(1), RunRows.owner(row)),
            RunState.RUNNING.toString())
        .stream()
        .filter(run -> run.getValue().isGone())
        .forEach(run -> mark(database, run.getKey(), run.getValue()));
  }

  /** Unless the run changed hands since. */
  private static void mark(Database database, String id, Owner owner) {
    database.update(
        "UPDATE run SET state = ?, reason = ?, ended = seen, changed = changed + 1 WHERE id = ? AND state = ? AND"
            + " process = ? AND process_started = ?",
        RunState.KILLED.toString(),
        String.format(Locale.ROOT, "its process %d is gone without a word.", owner.process()),
        id,
        RunState.RUNNING.toString(),
        owner.process(),
        owner.started().toEpochMilli());
  }
}
