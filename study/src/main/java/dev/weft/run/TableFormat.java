package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.keras.Json;
import dev.weft.parquet.ParquetWriter;
import dev.weft.parquet.ParquetWriter.Column;
import dev.weft.store.RunTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The files that a table of runs can be, one row a run or an epoch. */
public enum TableFormat {
  /** Values separated by commas, as RFC 4180 has them, in UTF-8; what is not there is empty. */
  CSV,
  /** One JSON object a line; what is not there is left out, and a moment is a text in UTC. */
  JSONL,
  /** Parquet with the types of {@link TableColumn}; what is not there is null. */
  PARQUET;

  /**
   * A format by its name, in lower case.
   *
   * @throws WeftException if there is no such format
   */
  public static TableFormat of(String name) {
    for (TableFormat format : values()) {
      if (format.toString().equals(name)) {
        return format;
      }
    }
    throw new WeftException("a table of runs is written as csv, jsonl or parquet; received %s.".formatted(name));
  }

  /** Whether a terminal can show it. */
  public boolean isText() {
    return this != PARQUET;
  }

  /** Writes a table. */
  public void write(RunTable table, OutputStream out) throws IOException {
    switch (this) {
      case CSV -> out.write(csv(table).getBytes(StandardCharsets.UTF_8));
      case JSONL -> writeLines(table, out);
      case PARQUET -> writeParquet(table, out);
    }
  }

  private static String csv(RunTable table) {
    List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
    for (Map<String, Object> row : table.rows()) {
      rows.add(table.columns().stream().map(column -> text(row.get(column))).toList());
    }
    return Csv.text(rows);
  }

  /** Words have spaces between them. */
  static String text(Object value) {
    return switch (value) {
      case null -> "";
      case List<?> words -> words.stream().map(String::valueOf).collect(Collectors.joining(" "));
      default -> value.toString();
    };
  }

  private static void writeLines(RunTable table, OutputStream out) throws IOException {
    List<TableColumn> columns = TableColumn.of(table);
    for (Map<String, Object> row : table.rows()) {
      Map<String, Object> line = new LinkedHashMap<>();
      for (TableColumn column : columns) {
        Object given = row.get(column.name());
        Object value = given instanceof List<?> words ? words : column.value(given);
        if (value != null) {
          line.put(column.name(), value instanceof Instant moment ? moment.toString() : value);
        }
      }
      out.write(Json.line(line).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void writeParquet(RunTable table, OutputStream out) throws IOException {
    List<TableColumn> columns = TableColumn.of(table);
    ParquetWriter writer =
        new ParquetWriter(
            out, columns.stream().map(column -> new Column(List.of(column.name()), column.type())).toList());
    if (!table.rows().isEmpty()) {
      List<List<Object>> values = new ArrayList<>();
      for (TableColumn column : columns) {
        List<Object> ofColumn = new ArrayList<>();
        table.rows().forEach(row -> ofColumn.add(column.value(row.get(column.name()))));
        values.add(ofColumn);
      }
      writer.group(values);
    }
    writer.finish(Map.of());
  }

  /** As a command names it: {@code csv}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
