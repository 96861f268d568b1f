package dev.weft.store;

import dev.weft.WeftException;
import java.util.Arrays;
import java.util.Collection;

/** The row of one run, to be changed; somebody may have removed it. */
record RunRow(Database database, String id) {
  /**
   * Changes the row.
   *
   * @param assignments as SQL has them behind {@code SET}
   * @throws WeftException if there is no such run any more
   */
  void change(String assignments, Object... arguments) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = id;
    if (database.update("UPDATE run SET " + assignments + " WHERE id = ?", all) == 0) {
      throw gone();
    }
  }

  /** It is carried out by a process, from now on or again. */
  void runs(Owner owner) {
    change(
        "state = ?, reason = '', ended = NULL, seen = ?, host = ?, process = ?, process_started = ?",
        RunState.RUNNING.toString(),
        System.currentTimeMillis(),
        owner.host(),
        owner.process(),
        owner.started().toEpochMilli());
  }

  /** It was heard of. */
  void seen() {
    change("state = ?, reason = '', ended = NULL, seen = ?", RunState.RUNNING.toString(), System.currentTimeMillis());
  }

  /** It ended now, as one sentence says. */
  void end(RunState state, String reason) {
    end(state, reason, System.currentTimeMillis());
  }

  /** It ended then. */
  void end(RunState state, String reason, long moment) {
    change("state = ?, reason = ?, ended = ?, seen = ?", state.toString(), reason, moment, moment);
  }

  /** Gives it tags and takes others from it. */
  void tag(Collection<String> more, Collection<String> fewer) {
    if (!database.exists("SELECT 1 FROM run WHERE id = ?", id)) {
      throw gone();
    }
    more.forEach(tag ->
        database.update("INSERT INTO tag (run, name) VALUES (?, ?) ON CONFLICT (run, name) DO NOTHING", id, tag));
    fewer.forEach(tag -> database.update("DELETE FROM tag WHERE run = ? AND name = ?", id, tag));
  }

  void remove() {
    if (database.update("DELETE FROM run WHERE id = ?", id) == 0) {
      throw gone();
    }
  }

  WeftException gone() {
    return new WeftException("the run %s is not in %s any more; somebody removed it.".formatted(id, database.place()));
  }
}
