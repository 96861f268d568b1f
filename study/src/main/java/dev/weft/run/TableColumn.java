package dev.weft.run;

import dev.weft.parquet.ParquetWriter.Type;
import dev.weft.store.RunTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A column of a table of runs with one type for all rows. Settings are texts in a store; where each of a column is a
 * whole number, a number, or true or false, the column is of that type.
 *
 * @param name of the column
 * @param type of its values
 */
record TableColumn(String name, Type type) {
  /** What every run may have and is no text, also where no run has it. */
  private static final Map<String, Type> OWN =
      Map.of(
          "begun", Type.MOMENT,
          "seen", Type.MOMENT,
          "ended", Type.MOMENT,
          "epochs", Type.NUMBER,
          "seconds", Type.DECIMAL,
          "fold", Type.NUMBER,
          "repetition", Type.NUMBER);

  static List<TableColumn> of(RunTable table) {
    return table.columns().stream().map(column -> new TableColumn(column, type(column, table.rows()))).toList();
  }

  private static Type type(String column, List<Map<String, Object>> rows) {
    if (RunTable.OWN_COLUMNS.contains(column)) {
      return OWN.getOrDefault(column, Type.TEXT);
    }
    List<Object> values = rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
    if (values.isEmpty()) {
      return Type.TEXT;
    }
    if (values.stream().allMatch(Long.class::isInstance)) {
      return Type.NUMBER;
    }
    return values.stream().allMatch(Double.class::isInstance) ? Type.DECIMAL : ofTexts(values);
  }

  private static Type ofTexts(List<Object> values) {
    List<Object> settings = values.stream().map(TableFormat::text).map(Setting::of).toList();
    if (settings.stream().allMatch(Boolean.class::isInstance)) {
      return Type.BOOLEAN;
    }
    if (settings.stream().allMatch(Long.class::isInstance)) {
      return Type.NUMBER;
    }
    return settings.stream().allMatch(Number.class::isInstance) ? Type.DECIMAL : Type.TEXT;
  }

  /** A value as one of the type; null for none. */
  Object value(Object given) {
    if (given == null) {
      return null;
    }
    return switch (type) {
      case MOMENT, BYTES -> given;
      case BOOLEAN -> Boolean.valueOf(given.toString());
      case NUMBER -> Long.valueOf(given.toString());
      case DECIMAL -> Double.valueOf(given.toString());
      case TEXT -> TableFormat.text(given);
    };
  }
}
