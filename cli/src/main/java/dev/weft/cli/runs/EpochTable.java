package dev.weft.cli.runs;

import dev.weft.store.Query;
import dev.weft.store.RunStore;
import dev.weft.store.RunTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A row for each epoch of some runs: what is asked of its run, its number from 1, and what it gave. */
final class EpochTable {
  private static final String ID = "id";
  private static final String EPOCH = "epoch";

  private EpochTable() {}

  /**
   * @param query of the runs, with the columns that each row repeats
   */
  static RunTable of(RunStore runs, Query query) {
    List<String> columns = new ArrayList<>(query.columns());
    if (!columns.contains(ID)) {
      columns.addFirst(ID);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    Set<String> figures = new LinkedHashSet<>();
    for (Map<String, Object> run :
        runs.list(new Query(columns, query.conditions(), query.orders(), query.limit())).rows()) {
      runs.epochs((String) run.get(ID))
          .forEach((epoch, values) -> {
            Map<String, Object> row = new LinkedHashMap<>(run);
            row.put(EPOCH, (long) epoch);
            values.forEach((name, value) -> row.put(name, value.isNaN() ? null : value));
            figures.addAll(values.keySet());
            rows.add(row);
          });
    }
    columns.add(EPOCH);
    figures.stream().filter(figure -> !columns.contains(figure)).forEach(columns::add);
    return new RunTable(columns, rows, rows.size());
  }
}
