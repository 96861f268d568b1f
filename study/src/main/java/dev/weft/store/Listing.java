package dev.weft.store;

import dev.weft.Spelling;
import dev.weft.WeftException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The answer to a query. The database gives whole columns and this compares and sorts, so that all databases agree on
 * the order of letters, numbers and nothing.
 */
final class Listing {
  private static final String PROVENANCE = "provenance.";
  private static final Set<String> MOMENTS = Set.of("begun", "seen", "ended");
  private static final Set<String> COUNTS = Set.of("epochs", "fold", "repetition");

  private final Database database;
  private final Function<String, String> folders;

  /**
   * @param folders from a folder as it is stored to where it is
   */
  Listing(Database database, Function<String, String> folders) {
    this.database = database;
    this.folders = folders;
  }

  RunTable answer(Query query) {
    Set<String> asked = columns(query);
    Map<String, Map<String, Object>> runs = runs(asked);
    for (String column : asked) {
      if (!RunTable.OWN_COLUMNS.contains(column)) {
        addColumn(column, runs);
      }
    }
    if (asked.contains("tags")) {
      addTags(runs);
    }
    List<Map<String, Object>> found =
        runs.values().stream()
            .filter(row ->
                query.conditions().stream().allMatch(condition -> condition.holdsFor(row.get(condition.column()))))
            .sorted(order(query))
            .toList();
    List<Map<String, Object>> listed =
        found.stream().limit(query.limit()).map(row -> only(query.columns(), row)).toList();
    return new RunTable(query.columns(), listed, found.size());
  }

  private static Set<String> columns(Query query) {
    Set<String> columns = new LinkedHashSet<>(query.columns());
    query.conditions().forEach(condition -> columns.add(condition.column()));
    query.orders().forEach(order -> columns.add(order.column()));
    return columns;
  }

  /** Stable, so that runs which are alike in all that was asked for stay as they come: the newest first. */
  private static Comparator<Map<String, Object>> order(Query query) {
    return query.orders().stream().map(Order::comparator).reduce((_, _) -> 0, Comparator::thenComparing);
  }

  private static Map<String, Object> only(List<String> columns, Map<String, Object> row) {
    Map<String, Object> values = new LinkedHashMap<>();
    columns.stream().filter(row::containsKey).forEach(column -> values.put(column, row.get(column)));
    return values;
  }

  private Map<String, Map<String, Object>> runs(Set<String> asked) {
    List<String> columns =
        RunTable.OWN_COLUMNS.stream()
            .filter(column -> column.equals("id") || (asked.contains(column) && !column.equals("tags")))
            .toList();
    List<String> named = columns.stream().map(column -> column.equals("user") ? "username" : column).toList();
    String sql = "SELECT " + String.join(", ", named) + " FROM run ORDER BY begun DESC, id";
    Map<String, Map<String, Object>> runs = new LinkedHashMap<>();
    database.query(sql, row -> runs.put(row.getString("id"), own(columns, row)));
    return runs;
  }

  private Map<String, Object> own(List<String> columns, ResultSet row) throws SQLException {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      Object value =
          MOMENTS.contains(column) || COUNTS.contains(column)
              ? (Object) row.getLong(i + 1)
              : column.equals("seconds") ? (Object) row.getDouble(i + 1) : row.getString(i + 1);
      if (!row.wasNull() && !"".equals(value)) {
        values.put(column, MOMENTS.contains(column) ? Instant.ofEpochMilli((Long) value) : value);
      }
    }
    values.computeIfPresent("folder", (column, folder) -> folders.apply((String) folder));
    return values;
  }

  private void addTags(Map<String, Map<String, Object>> runs) {
    Map<String, List<String>> tags = new HashMap<>();
    database.query(
        "SELECT run, name FROM tag",
        row -> tags.computeIfAbsent(row.getString(1), run -> new ArrayList<>()).add(row.getString(2)));
    runs.forEach((id, run) -> {
      if (tags.containsKey(id)) {
        run.put("tags", tags.get(id).stream().sorted().toList());
      }
    });
  }

  private void addColumn(String column, Map<String, Map<String, Object>> runs) {
    boolean found =
        addValues("metric", column, column, runs)
            || addValues("parameter", column, column, runs)
            || (column.startsWith(PROVENANCE)
                && addValues("provenance", column.substring(PROVENANCE.length()), column, runs));
    if (!found && !runs.isEmpty() && !RunTable.USUAL_METRICS.contains(column)) {
      throw new WeftException(
          "no run in %s has a column '%s'; see all of them with 'weft runs columns'.%s"
              .formatted(database.place(), column, Spelling.suggestion(column, known())));
    }
  }

  private boolean addValues(String table, String name, String column, Map<String, Map<String, Object>> runs) {
    boolean numbers = table.equals("metric");
    return !database
        .query(
            "SELECT run, value FROM " + table + " WHERE name = ?",
            row -> {
              Object value = numbers ? (Object) row.getDouble(2) : row.getString(2);
              boolean none = row.wasNull();
              Map<String, Object> run = runs.get(row.getString(1));
              return !none && run != null && run.put(column, value) == null;
            },
            name)
        .isEmpty();
  }

  /** The names of all columns. */
  Collection<String> known() {
    Stream<String> named = Stream.of("metric", "parameter").flatMap(table -> names(table).stream());
    Stream<String> provenance = names("provenance").stream().map(name -> PROVENANCE + name);
    Set<String> all = new LinkedHashSet<>(RunTable.OWN_COLUMNS);
    Stream.concat(named, provenance).forEach(all::add);
    return all;
  }

  private Set<String> names(String table) {
    return new TreeSet<>(database.query("SELECT DISTINCT name FROM " + table, row -> row.getString(1)));
  }
}
