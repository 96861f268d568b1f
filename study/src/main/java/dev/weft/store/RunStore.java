package dev.weft.store;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Folders folders;
  private final RunRows rows;
  private final EpochRows epochs;
  private final PredictionRows predictions;
  private final ProgressRows progress;

  private RunStore(Database database) {
    this.database = database;
    folders = new Folders(database.folder());
    rows = new RunRows(database, folders, self);
    epochs = new EpochRows(database);
    predictions = new PredictionRows(database);
    progress = new ProgressRows(database);
  }

  private RunRow row(String id) {
    return new RunRow(database, id);
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

  /** The version of its tables, which a newer Weft may raise. */
  public int schemaVersion() {
    return Schema.VERSION;
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
    database.transaction(() -> id[0] = rows.insert(run, Instant.now()));
    return id[0];
  }

  /** This process goes on with an earlier run, whose folder may have been moved. */
  public void resume(String id, Optional<Path> folder) {
    folder.map(folders::stored).ifPresent(stored -> row(id).change("folder = ?", stored));
    row(id).runs(self);
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
    database.transaction(() -> {
      row(id).seen();
      this.epochs.put(id, epochs);
    });
  }

  /**
   * The run came to its end.
   *
   * @param metrics what came out, by names such as {@code test.accuracy}
   * @param predictions by the part of the data
   */
  public void finish(String id, Map<String, Double> metrics, Map<DataPart, Predictions> predictions) {
    database.transaction(() -> {
      row(id).end(RunState.FINISHED, "");
      putOutcome(id, metrics, predictions);
    });
  }

  private void putOutcome(String id, Map<String, Double> metrics, Map<DataPart, Predictions> predictions) {
    Named.METRIC.put(database, id, metrics);
    this.predictions.put(id, predictions);
  }

  /**
   * Imports a past run. What its folder says replaces what the store knows of it, by its id or its folder; tags and
   * notes stay.
   *
   * @return its id
   */
  public String enter(PastRun past) {
    String[] id = new String[1];
    database.transaction(() -> {
      id[0] = known(past.run()).orElseGet(() -> rows.insert(past.run(), past.begun()));
      past.run().folder().map(folders::stored).ifPresent(folder -> row(id[0]).change("folder = ?", folder));
      epochs.put(id[0], past.epochs());
      putOutcome(id[0], past.metrics(), past.predictions());
      row(id[0]).end(past.state(), past.reason(), past.ended().toEpochMilli());
    });
    return id[0];
  }

  /** The id of the run that is in a folder, by the id that the folder has for it, or else as the newest there. */
  public Optional<String> known(NewRun run) {
    return run.id()
        .filter(id -> database.exists("SELECT 1 FROM run WHERE id = ?", id))
        .or(() -> run.folder().flatMap(this::inFolder));
  }

  /** The folders of runs that are not known to have come to their end, by their ids. */
  public Map<String, Path> unsettled() {
    Map<String, Path> unsettled = new LinkedHashMap<>();
    database.query(
        "SELECT id, folder FROM run WHERE folder IS NOT NULL AND state IN ('running', 'killed', 'failed')",
        row -> unsettled.put(row.getString(1), folders.located(row.getString(2))));
    return unsettled;
  }

  /** The run ended with an error, which is one sentence. */
  public void fail(String id, String reason) {
    row(id).end(RunState.FAILED, reason);
  }

  /** The run's loss, weights or outputs became infinite or no numbers, as one sentence says. */
  public void diverge(String id, String reason) {
    row(id).end(RunState.DIVERGED, reason);
  }

  /** The run was interrupted, as one sentence says. */
  public void kill(String id, String reason) {
    row(id).end(RunState.KILLED, reason);
  }

  /** The run's study let others go on, as one sentence says. */
  public void stop(String id, String reason) {
    row(id).end(RunState.STOPPED, reason);
  }

  // ---- while it trains

  /**
   * How far a running run is, and what its last validation gave.
   *
   * @param validation null for what is known of it already
   */
  public void progress(String id, String position, String validation) {
    database.transaction(() -> {
      row(id).seen();
      progress.put(id, position, validation);
    });
  }

  /** How far a run is, or was when it was last heard of. */
  public Optional<ProgressRow> progress(String id) {
    return progress.of(id);
  }

  /**
   * Asks a run's training to stop as Ctrl-C does, wherever it is carried out; it looks once a second.
   *
   * @return whether it runs
   */
  public boolean askToStop(String id) {
    if (get(id).state() != RunState.RUNNING) {
      return false;
    }
    row(id).change("stop_asked = ?", System.currentTimeMillis());
    return true;
  }

  /** Whether somebody asked the run to stop since it began or went on. */
  public boolean isAskedToStop(String id) {
    return database.exists("SELECT 1 FROM run WHERE id = ? AND stop_asked > 0", id);
  }

  // ---- what users add

  /** Gives a run tags and takes others from it. */
  public void tag(String id, Collection<String> more, Collection<String> fewer) {
    database.transaction(() -> row(id).tag(more, fewer));
  }

  /** Writes a note to a run, in the place of the one that it has; an empty one takes it away. */
  public void note(String id, String text) {
    row(id).change("note = ?", text);
  }

  /** Forgets a run and all that is known of it; its folder stays. */
  public void remove(String id) {
    row(id).remove();
  }

  /** Gives the space of what was removed back to the disk; PostgreSQL does that by itself. */
  public void compact() {
    if (database.folder().isPresent()) {
      database.update("VACUUM");
    }
  }

  // ---- following

  /** A text that is another one after every change of a run, by whatever process. */
  public String version() {
    GoneRuns.mark(database);
    return database
        .query(
            "SELECT COUNT(*), COALESCE(MAX(changed), 0), COALESCE(SUM(changed), 0) FROM run",
            row -> "%s-%s-%s".formatted(row.getString(1), row.getString(2), row.getString(3)))
        .getFirst();
  }

  /** For each run a number that is greater after each change. */
  public Map<String, Long> changes() {
    Map<String, Long> changes = new HashMap<>();
    database.query("SELECT id, changed FROM run", row -> changes.put(row.getString(1), row.getLong(2)));
    return changes;
  }

  /** What some runs gave, epoch by epoch, of one name such as {@code val_accuracy}; nothing for runs without it. */
  public Map<String, List<Double>> curves(Collection<String> ids, String name) {
    return epochs.curves(ids, name);
  }

  // ---- finding

  /**
   * The id of the run that a person means: its name, its folder, the beginning of its id, or {@code latest}.
   *
   * @throws WeftException if that is no run, or several
   */
  public String find(String text) {
    return new Finder(database).find(text, folders.stored(Path.of(text)));
  }

  /** Whether a person may mean a run by this. */
  public boolean knows(String text) {
    return !new Finder(database).matches(text, folders.stored(Path.of(text))).isEmpty();
  }

  /** The id of the newest run in a folder. */
  public Optional<String> inFolder(Path folder) {
    return database
        .query(
            "SELECT id FROM run WHERE folder = ? ORDER BY begun DESC, id LIMIT 1",
            row -> row.getString(1),
            folders.stored(folder))
        .stream()
        .findFirst();
  }

  /** What is known of a run. */
  public RunRecord get(String id) {
    GoneRuns.mark(database);
    return database.query("SELECT * FROM run WHERE id = ?", rows::record, id).stream()
        .findFirst()
        .orElseThrow(() -> row(id).gone());
  }

  /**
   * Runs in a table.
   *
   * @throws WeftException if no run has one of the columns
   */
  public RunTable list(Query query) {
    GoneRuns.mark(database);
    return new Listing(database, folder -> folders.located(folder).toString()).answer(query);
  }

  /** The names of all columns that runs in this store have. */
  public Collection<String> columns() {
    return new Listing(database, folder -> folder).known();
  }

  /** Whose runs there are, without those of an older Weft. */
  public List<String> users() {
    return database.query(
        "SELECT DISTINCT username FROM run WHERE username <> '' ORDER BY username", row -> row.getString(1));
  }

  /** What each epoch of a run gave, by its number from 1; NaN for what was no number. */
  public Map<Integer, Map<String, Double>> epochs(String id) {
    return epochs.of(id);
  }

  /** What came out of some runs: for each its metrics, by name. */
  public Map<String, Map<String, Double>> metrics(Collection<String> ids) {
    return Named.METRIC.numbers(database, ids);
  }

  /** What a run predicts for the images of a part of the data, if it does. */
  public Optional<Predictions> predictions(String id, DataPart part) {
    return predictions.of(id, part);
  }
}
