package dev.weft.store;

import dev.weft.WeftException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** Runs as rows of the tables: what a run is when it begins or is over, written and read. */
final class RunRows {
  private final Database database;
  private final Folders folders;
  private final Owner self;

  RunRows(Database database, Folders folders, Owner self) {
    this.database = database;
    this.folders = folders;
    this.self = self;
  }

  // ---- writing, within a transaction of the caller's

  /** A new row with all that is known at a run's beginning; its id. */
  String insert(NewRun run, Instant begun) {
    String id = run.id().orElseGet(RunRows::anyId);
    while (!inserted(id, run, begun.toEpochMilli())) {
      id = anyId();
    }
    Named.PARAMETER.put(database, id, run.parameters());
    Named.PROVENANCE.put(database, id, run.provenance());
    return id;
  }

  private static String anyId() {
    return String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
  }

  private boolean inserted(String id, NewRun run, long begun) {
    Optional<StudyPlace> place = run.place();
    return database.update(
            """
            INSERT INTO run (id, name, experiment, dataset, state, reason, note, folder, begun, seen, changed, epochs,
              seconds, host, process, process_started, study, trial, fold, repetition, username, definition)
            VALUES (?, ?, ?, ?, ?, '', '', ?, ?, ?,
              (SELECT CASE WHEN COALESCE(MAX(changed), 0) < ? THEN ? ELSE COALESCE(MAX(changed), 0) + 1 END FROM run),
              0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            id,
            run.name(),
            run.experiment(),
            run.dataset(),
            RunState.RUNNING.toString(),
            run.folder().map(folders::stored).orElse(null),
            begun,
            begun,
            begun,
            begun,
            self.host(),
            self.process(),
            self.started().toEpochMilli(),
            place.map(StudyPlace::study).orElse(null),
            place.map(StudyPlace::trial).orElse(null),
            place.map(StudyPlace::fold).map(RunRows::orNull).orElse(null),
            place.map(StudyPlace::repetition).map(RunRows::orNull).orElse(null),
            run.user(),
            run.definition())
        == 1;
  }

  private static Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  // ---- reading

  RunRecord record(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String folder = row.getString("folder");
    long ended = row.getLong("ended");
    return new RunRecord(
        id,
        row.getString("name"),
        row.getString("experiment"),
        row.getString("definition"),
        row.getString("dataset"),
        state(id, folder, row.getString("state")),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("begun")),
        Instant.ofEpochMilli(row.getLong("seen")),
        ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
        row.getInt("epochs"),
        row.getDouble("seconds"),
        Optional.ofNullable(folder).map(folders::located),
        owner(row),
        row.getString("username"),
        place(row),
        row.getString("note"),
        new TreeSet<>(database.query("SELECT name FROM tag WHERE run = ?", tag -> tag.getString(1), id)),
        Named.PARAMETER.texts(database, id),
        Named.PROVENANCE.texts(database, id),
        Named.METRIC.numbers(database, List.of(id)).get(id));
  }

  private RunState state(String id, String folder, String word) {
    try {
      return RunState.of(word);
    } catch (IllegalArgumentException e) {
      throw new WeftException(
          "the run %s in %s has the state '%s', which weft does not know: a newer weft wrote it, or the row is damaged; take it from its folder again: weft runs import %s"
              .formatted(id, database.place(), word, folder == null ? "FOLDER" : folders.located(folder)),
          e);
    }
  }

  static Owner owner(ResultSet row) throws SQLException {
    return new Owner(
        row.getString("host"), row.getLong("process"), Instant.ofEpochMilli(row.getLong("process_started")));
  }

  private static Optional<StudyPlace> place(ResultSet row) throws SQLException {
    String study = row.getString("study");
    return study == null
        ? Optional.empty()
        : Optional.of(new StudyPlace(study, row.getString("trial"), number(row, "fold"), number(row, "repetition")));
  }

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
