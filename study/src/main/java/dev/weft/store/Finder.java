package dev.weft.store;

import dev.weft.Spelling;
import dev.weft.WeftException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the run that a person means. */
final class Finder {
  private static final int FEW = 5;

  private final Database database;

  Finder(Database database) {
    this.database = database;
  }

  /** A run that fits a name. */
  record Candidate(String id, String name, long begun) {
    @Override
    public String toString() {
      return "%s (%s, %s)".formatted(id, name, Values.text(Instant.ofEpochMilli(begun)));
    }
  }

  /**
   * The id of the run of this name, in this folder, or of which this is an id's beginning; of the newest of an
   * experiment; or of the newest of all.
   *
   * @param folder as it is stored
   */
  String find(String text, String folder) {
    List<Candidate> found = matches(text, folder);
    if (found.size() == 1) {
      return found.getFirst().id;
    }
    throw found.isEmpty() ? none(text) : several(text, found);
  }

  /** All runs that fit, the newest first. */
  List<Candidate> matches(String text, String folder) {
    if (text.equals("latest")) {
      return candidates("1 = 1 ORDER BY begun DESC, id LIMIT 1");
    }
    return Stream.<Supplier<List<Candidate>>>of(
            () -> candidates("name = ? ORDER BY begun DESC", text),
            () -> candidates("folder = ? ORDER BY begun DESC", folder),
            () -> withPrefix(text),
            () -> candidates("experiment = ? ORDER BY begun DESC, id LIMIT 1", text))
        .map(Supplier::get)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<Candidate> withPrefix(String text) {
    return text.matches("[0-9a-f]{1,8}") ? candidates("id LIKE ? ORDER BY begun DESC", text + "%") : List.of();
  }

  private List<Candidate> candidates(String where, Object... arguments) {
    return database.query(
        "SELECT id, name, begun FROM run WHERE " + where,
        row -> new Candidate(row.getString(1), row.getString(2), row.getLong(3)),
        arguments);
  }

  private static WeftException several(String text, List<Candidate> found) {
    String few = found.stream().limit(FEW).map(Candidate::toString).collect(Collectors.joining(", "));
    return new WeftException(
        String.format(
            Locale.ROOT,
            "'%s' must be one run; it may be %d: %s%s; say which by its id.",
            text,
            found.size(),
            few,
            found.size() > FEW ? ", ..." : ""));
  }

  private WeftException none(String text) {
    if (text.equals("latest")) {
      return new WeftException("there is no run in %s yet; 'weft train' makes one.".formatted(database.place()));
    }
    List<String> names =
        database.query(
            "SELECT DISTINCT name FROM run UNION SELECT DISTINCT experiment FROM run", row -> row.getString(1));
    Optional<String> id = Spelling.nearest(text, database.query("SELECT id FROM run", row -> row.getString(1)));
    String near = Spelling.nearest(text, names).or(() -> id).map(word -> " Did you mean '" + word + "'?").orElse("");
    return new WeftException(
        "there is no run '%s' in %s; a run is its own name, its folder, its id, its experiment's name or 'latest'; see 'weft runs'.%s"
            .formatted(text, database.place(), near));
  }
}
