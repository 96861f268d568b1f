package dev.weft.store;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values of a run by name, in a table of their own. */
enum Named {
  PARAMETER,
  PROVENANCE,
  METRIC;

  private static final int AT_ONCE = 500;

  /** Positions in lists by their size, as {@code model.2} comes before {@code model.10}. */
  private static final Comparator<String> BY_PATH = Named::compare;

  private String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Adds values to a run's, or puts them in the place of those with the same name. */
  void put(Database database, String run, Map<String, ?> values) {
    List<Object[]> rows =
        values.entrySet().stream().map(entry -> new Object[] {run, entry.getKey(), entry.getValue()}).toList();
    database.updateAll(
        "INSERT INTO %s (run, name, value) VALUES (?, ?, ?) ON CONFLICT (run, name) DO UPDATE SET value = excluded.value"
            .formatted(table()),
        rows);
  }

  /** A run's texts, by name. */
  Map<String, String> texts(Database database, String run) {
    Map<String, String> values = new TreeMap<>(BY_PATH);
    database.query(
        "SELECT name, value FROM " + table() + " WHERE run = ?",
        row -> values.put(row.getString(1), row.getString(2)),
        run);
    return values;
  }

  /** The numbers of each of some runs, by name; NaN for what is none. */
  Map<String, Map<String, Double>> numbers(Database database, Collection<String> runs) {
    Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
    runs.forEach(run -> numbers.put(run, new TreeMap<>()));
    List<String> ids = List.copyOf(numbers.keySet());
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      addNumbers(database, ids.subList(from, Math.min(ids.size(), from + AT_ONCE)), numbers);
    }
    return numbers;
  }

  private void addNumbers(Database database, List<String> ids, Map<String, Map<String, Double>> numbers) {
    String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
    database.query(
        "SELECT run, name, value FROM %s WHERE run IN (%s)".formatted(table(), places),
        row -> numbers.get(row.getString(1)).put(row.getString(2), Database.number(row, 3)),
        ids.toArray());
  }

  private static int compare(String left, String right) {
    String[] here = left.split("\\.");
    String[] there = right.split("\\.");
    for (int i = 0; i < Math.min(here.length, there.length); i++) {
      int order = Values.ORDER.compare(here[i], there[i]);
      if (order != 0) {
        return order;
      }
    }
    return here.length == there.length ? left.compareTo(right) : Integer.compare(here.length, there.length);
  }
}
