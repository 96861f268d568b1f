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
    long now = System.currentTimeMillis();
    Object[] all = Arrays.copyOf(arguments, arguments.length + 3);
    all[arguments.length] = now;
    all[arguments.length + 1] = now;
    all[arguments.length + 2] = id;
    String changed = ", changed = CASE WHEN changed < ? THEN ? ELSE changed + 1 END WHERE id = ?";
    if (database.update("UPDATE run SET " + assignments + changed, all) == 0) {
      throw gone();
    }
  }

  /** It is carried out by a process, from now on or again. */
  void runs(Owner owner) {
    change(
        "state = ?, reason = '', ended = NULL, stop_asked = 0, seen = ?, host = ?, process = ?, process_started = ?",
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
    change("note = note");
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
