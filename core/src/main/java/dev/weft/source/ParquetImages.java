package dev.weft.source;

import dev.hardwood.schema.ColumnSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values of a Parquet file by their row. The pages that were read last are kept, so that many threads may read in
 * rising order, each from its own place.
 */
final class ParquetImages {
  private static final int MOST_PAGES = 16;

  private final ParquetFile file;
  private final int[] firsts; // the first row of each row group
  private final Map<String, Kept> kept = new LinkedHashMap<>(MOST_PAGES, 0.75f, true);
  private final Map<String, ParquetColumn> columns = new LinkedHashMap<>();

  ParquetImages(ParquetFile file) {
    this.file = file;
    firsts = new int[file.groups()];
    for (int group = 1; group < firsts.length; group++) {
      firsts[group] = Math.toIntExact(firsts[group - 1] + file.metadata().rowGroups().get(group - 1).numRows());
    }
  }

  /** The value of a column in a row; null if it is absent. */
  Object value(ColumnSchema column, int row) {
    int group = firsts.length - 1;
    while (firsts[group] > row) {
      group--;
    }
    int of = group;
    ParquetColumn values;
    synchronized (columns) {
      values = columns.computeIfAbsent(of + " " + column.columnIndex(), key -> file.column(of, column));
    }
    int page = values.pages().page(row - firsts[group]);
    String key = group + " " + column.columnIndex() + " ";
    Object[] all =
        kept(key + page).get(() -> values.values(page, () -> kept(key + "dictionary").get(values::dictionary)));
    return all[row - firsts[group] - values.pages().pages().get(page).first()];
  }

  private Kept kept(String key) {
    synchronized (kept) {
      Kept found = kept.computeIfAbsent(key, k -> new Kept());
      if (kept.size() > MOST_PAGES) {
        kept.remove(kept.keySet().iterator().next());
      }
      return found;
    }
  }

  /** The values of a page, decoded by the thread that comes first. */
  private static final class Kept {
    private Object[] values;

    synchronized Object[] get(Supplier<Object[]> read) {
      if (values == null) {
        values = read.get();
      }
      return values;
    }
  }
}
