package dev.weft.store;

import dev.weft.WeftException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Every run with what was asked and what came out, in a file of SQLite or a database of PostgreSQL. Processes and
 * threads may use the same store at once. What a method writes is there in whole, or nothing of it. Every method may
 * throw a {@link WeftException}: the database is damaged, its disk full, its server away.
 */
public final class RunStore implements AutoCloseable {
  /** Where the store is unless the user says otherwise. */
  public static final String DEFAULT = Path.of("runs", "weft.db").toString();

  private final Database database;
  private final Owner self = Owner.current();

  private RunStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a store, made where there is none.
   *
   * @param place a file, or a URL that begins with {@code jdbc:postgresql:}
   * @throws WeftException if it cannot be opened, is no store, or is one of a newer Weft
   */
  public static RunStore open(String place) {
    Database database = Database.open(place);
    try {
      Schema.migrate(database);
      return new RunStore(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Refuses what cannot be a store, without opening it.
   *
   * @throws WeftException if it is a URL of another kind
   */
  public static void check(String place) {
    Database.check(place);
  }

  /** Where it is, as errors call it: without a password. */
  public String place() {
    return database.place();
  }

  /** The folder of the store's file; run folders below it are stored as seen from there. */
  public Optional<Path> folder() {
    return database.folder();
  }

  @Override
  public void close() {
    database.close();
  }

  // ---- a run's life

  /** A new run, from now on carried out by this process; its id. */
  public String begin(NewRun run) {
    String[] id = new String[1];
    database.transaction(() -> {
      do {
        id[0] = String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
      } while (!insert(id[0], run));
      Named.PARAMETER.put(database, id[0], run.parameters());
      Named.PROVENANCE.put(database, id[0], run.provenance());
    });
    return id[0];
  }

  private boolean insert(String id, NewRun run) {
    long now = System.currentTimeMillis();
    Optional<StudyPlace> place = run.place();
    return database.update(
            """
            INSERT INTO run (id, name, experiment, dataset, state, reason, note, folder, begun, seen, epochs, seconds,
              host, process, process_started, study, trial, fold, repetition)
            VALUES (?, ?, ?, ?, ?, '', '', ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            id,
            run.name(),
            run.experiment(),
            run.dataset(),
            RunState.RUNNING.toString(),
            run.folder().map(this::stored).orElse(null),
            now,
            now,
            self.host(),
            self.process(),
            self.started().toEpochMilli(),
            place.map(StudyPlace::study).orElse(null),
            place.map(StudyPlace::trial).orElse(null),
            place.map(StudyPlace::fold).map(RunStore::orNull).orElse(null),
            place.map(StudyPlace::repetition).map(RunStore::orNull).orElse(null))
        == 1;
  }

  private static Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  /** This process goes on with an earlier run. */
  public void resume(String id) {
    change(
        id,
        "state = ?, reason = '', ended = NULL, seen = ?, host = ?, process = ?, process_started = ?",
        RunState.RUNNING.toString(),
        System.currentTimeMillis(),
        self.host(),
        self.process(),
        self.started().toEpochMilli());
  }

  /**
   * What an epoch of a running run gave, in the place of what was recorded of this epoch before.
   *
   * @param epoch counted from 1
   * @param values by name; {@code seconds} is the time that it took
   */
  public void epoch(String id, int epoch, Map<String, Double> values) {
    epochs(id, Map.of(epoch, values));
  }

  /** What several epochs gave, by their number from 1. */
  public void epochs(String id, Map<Integer, Map<String, Double>> epochs) {
    List<Object[]> rows =
        epochs.entrySet().stream()
            .flatMap(epoch ->
                epoch.getValue().entrySet().stream()
                    .map(value -> new Object[] {id, epoch.getKey(), value.getKey(), value.getValue()}))
            .toList();
    database.transaction(() -> {
      change(
          id,
          "state = ?, reason = '', ended = NULL, seen = ?",
          RunState.RUNNING.toString(),
          System.currentTimeMillis());
      database.updateAll(
          """
          INSERT INTO epoch (run, epoch, name, value) VALUES (?, ?, ?, ?)
          ON CONFLICT (run, epoch, name) DO UPDATE SET value = excluded.value
          """,
          rows);
      database.update(
          """
          UPDATE run SET epochs = (SELECT COALESCE(MAX(epoch), 0) FROM epoch WHERE run = id),
            seconds = (SELECT COALESCE(SUM(value), 0) FROM epoch WHERE run = id AND name = 'seconds') WHERE id = ?
          """,
          id);
    });
  }

  /**
   * The run came to its end.
   *
   * @param metrics what came out, by names such as {@code test.accuracy}
   * @param predictions by the part of the data: {@code test}, {@code validation}, {@code out_of_fold}
   */
  public void finish(String id, Map<String, Double> metrics, Map<String, PicturePredictions> predictions) {
    List<Object[]> parts =
        predictions.entrySet().stream()
            .map(part -> new Object[] {id, part.getKey(), part.getValue().toBytes()})
            .toList();
    database.transaction(() -> {
      end(id, RunState.FINISHED, "");
      Named.METRIC.put(database, id, metrics);
      database.updateAll(
          """
          INSERT INTO prediction (run, part, content) VALUES (?, ?, ?)
          ON CONFLICT (run, part) DO UPDATE SET content = excluded.content
          """,
          parts);
    });
  }

  /** The run ended with an error, which is one sentence. */
  public void fail(String id, String reason) {
    end(id, RunState.FAILED, reason);
  }

  /** The run was stopped, as one sentence says. */
  public void kill(String id, String reason) {
    end(id, RunState.KILLED, reason);
  }

  /** The run's study let others go on, as one sentence says. */
  public void stop(String id, String reason) {
    end(id, RunState.STOPPED, reason);
  }

  private void end(String id, RunState state, String reason) {
    long now = System.currentTimeMillis();
    change(id, "state = ?, reason = ?, ended = ?, seen = ?", state.toString(), reason, now, now);
  }

  // ---- what users add

  /** Gives a run tags and takes others from it. */
  public void tag(String id, Collection<String> more, Collection<String> fewer) {
    database.transaction(() -> {
      requireThere(id);
      more.forEach(tag ->
          database.update("INSERT INTO tag (run, name) VALUES (?, ?) ON CONFLICT (run, name) DO NOTHING", id, tag));
      fewer.forEach(tag -> database.update("DELETE FROM tag WHERE run = ? AND name = ?", id, tag));
    });
  }

  /** Writes a note to a run, in the place of the one that it has; an empty one takes it away. */
  public void note(String id, String text) {
    change(id, "note = ?", text);
  }

  /** Forgets a run and all that is known of it; its folder stays. */
  public void remove(String id) {
    if (database.update("DELETE FROM run WHERE id = ?", id) == 0) {
      throw gone(id);
    }
  }

  /** Gives the room of what was removed back to the disk; PostgreSQL does that by itself. */
  public void compact() {
    if (database.folder().isPresent()) {
      database.update("VACUUM");
    }
  }

  // ---- finding

  /**
   * The id of the run that a person means: its name, its folder, the beginning of its id, or {@code latest}.
   *
   * @throws WeftException if that is no run, or several
   */
  public String find(String text) {
    return new Finder(database).find(text, stored(Path.of(text)));
  }

  /** Whether a person may mean a run by this. */
  public boolean knows(String text) {
    return !new Finder(database).matches(text, stored(Path.of(text))).isEmpty();
  }

  /** The id of the newest run in a folder. */
  public Optional<String> inFolder(Path folder) {
    return database
        .query(
            "SELECT id FROM run WHERE folder = ? ORDER BY begun DESC, id LIMIT 1",
            row -> row.getString(1),
            stored(folder))
        .stream()
        .findFirst();
  }

  /** What is known of a run. */
  public RunRecord get(String id) {
    markGone();
    return database.query("SELECT * FROM run WHERE id = ?", this::record, id).stream()
        .findFirst()
        .orElseThrow(() -> gone(id));
  }

  /**
   * Runs in a table.
   *
   * @throws WeftException if no run has one of the columns
   */
  public RunTable list(Query query) {
    markGone();
    return new Listing(database, folder -> located(folder).toString()).answer(query);
  }

  /** The names of all columns that runs in this store have. */
  public Collection<String> columns() {
    return new Listing(database, folder -> folder).known();
  }

  /** What each epoch of a run gave, by its number from 1; NaN for what was no number. */
  public Map<Integer, Map<String, Double>> epochs(String id) {
    Map<Integer, Map<String, Double>> epochs = new TreeMap<>();
    database.query(
        "SELECT epoch, name, value FROM epoch WHERE run = ?",
        row ->
            epochs
                .computeIfAbsent(row.getInt(1), epoch -> new TreeMap<>())
                .put(row.getString(2), Database.number(row, 3)),
        id);
    return epochs;
  }

  /** What came out of some runs: for each its metrics, by name. */
  public Map<String, Map<String, Double>> metrics(Collection<String> ids) {
    return Named.METRIC.numbers(database, ids);
  }

  /** What a run said of the pictures of a part of the data, if it did. */
  public Optional<PicturePredictions> predictions(String id, String part) {
    return database
        .query("SELECT content FROM prediction WHERE run = ? AND part = ?", row -> row.getBytes(1), id, part)
        .stream()
        .findFirst()
        .map(PicturePredictions::of);
  }

  // ---- runs whose process is gone

  /** Says of runs that seem to run, but whose process on this machine is gone, that they were killed. */
  private void markGone() {
    database
        .query(
            "SELECT id, host, process, process_started FROM run WHERE state = ?",
            row -> Map.entry(row.getString(1), owner(row)),
            RunState.RUNNING.toString())
        .stream()
        .filter(run -> run.getValue().isGone())
        .forEach(run -> markGone(run.getKey(), run.getValue()));
  }

  /** Unless the run changed hands since. */
  private void markGone(String id, Owner owner) {
    database.update(
        "UPDATE run SET state = ?, reason = ?, ended = seen WHERE id = ? AND state = ? AND process = ? AND"
            + " process_started = ?",
        RunState.KILLED.toString(),
        String.format(Locale.ROOT, "its process %d is gone without a word.", owner.process()),
        id,
        RunState.RUNNING.toString(),
        owner.process(),
        owner.started().toEpochMilli());
  }

  // ---- rows

  private RunRecord record(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String folder = row.getString("folder");
    long ended = row.getLong("ended");
    return new RunRecord(
        id,
        row.getString("name"),
        row.getString("experiment"),
        row.getString("dataset"),
        RunState.of(row.getString("state")),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("begun")),
        Instant.ofEpochMilli(row.getLong("seen")),
        ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
        row.getInt("epochs"),
        row.getDouble("seconds"),
        Optional.ofNullable(folder).map(this::located),
        owner(row),
        place(row),
        row.getString("note"),
        new TreeSet<>(database.query("SELECT name FROM tag WHERE run = ?", tag -> tag.getString(1), id)),
        Named.PARAMETER.texts(database, id),
        Named.PROVENANCE.texts(database, id),
        Named.METRIC.numbers(database, List.of(id)).get(id));
  }

  private static Owner owner(ResultSet row) throws SQLException {
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

  /** As it is stored: seen from the store's folder if it is below it, so that both can be moved together. */
  private String stored(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    return database
        .folder()
        .filter(base -> absolute.startsWith(base) && !absolute.equals(base))
        .map(base -> base.relativize(absolute))
        .orElse(absolute)
        .toString();
  }

  private Path located(String stored) {
    return database.folder().map(base -> base.resolve(stored)).orElse(Path.of(stored));
  }

  // ---- changing a row

  private void change(String id, String assignments, Object... arguments) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = id;
    if (database.update("UPDATE run SET " + assignments + " WHERE id = ?", all) == 0) {
      throw gone(id);
    }
  }

  private void requireThere(String id) {
    if (!database.exists("SELECT 1 FROM run WHERE id = ?", id)) {
      throw gone(id);
    }
  }

  private WeftException gone(String id) {
    return new WeftException("the run %s is not in %s any more; somebody removed it.".formatted(id, place()));
  }
}
