package dev.weft.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.weft.parquet.ParquetWriter.Column;
import dev.weft.parquet.ParquetWriter.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
  private static final Instant MOMENT = Instant.parse("2026-11-30T04:42:41.123456Z");

  @TempDir private Path folder;

  private Path file(List<Column> columns, List<List<?>> values) throws IOException {
    Path file = folder.resolve("table.parquet");
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetWriter writer = new ParquetWriter(out, columns);
      writer.group(values);
      writer.finish(Map.of());
    }
    return file;
  }

  private static Column column(String name, Type type) {
    return new Column(List.of(name), type);
  }

  private static List<Object> read(Path file, String column) throws IOException {
    List<Object> values = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        RowReader rows = reader.rowReader()) {
      while (rows.hasNext()) {
        rows.next();
        values.add(rows.isNull(column) ? null : rows.getValue(column));
      }
    }
    return values;
  }

  @Test
  void eachTypeIsReadAsItWasWrittenAndNothingIsNull() throws IOException {
    Path file =
        file(
            List.of(
                column("test.accuracy", Type.DECIMAL),
                column("epochs", Type.NUMBER),
                column("shuffle", Type.BOOLEAN),
                column("begun", Type.MOMENT),
                column("name", Type.TEXT)),
            List.of(
                Arrays.asList(0.5, null, Double.NaN),
                Arrays.asList(null, null, Long.MIN_VALUE),
                Arrays.asList(true, false, null),
                Arrays.asList(null, MOMENT, Instant.EPOCH),
                Arrays.asList("größer", "", null)));
    assertEquals(Arrays.asList(0.5, null, Double.NaN), read(file, "test.accuracy"));
    assertEquals(Arrays.asList(null, null, Long.MIN_VALUE), read(file, "epochs"));
    assertEquals(Arrays.asList(true, false, null), read(file, "shuffle"));
    assertEquals(Arrays.asList(null, MOMENT, Instant.EPOCH), read(file, "begun"));
    assertEquals(Arrays.asList("größer", "", null), read(file, "name"));
  }

  @Test
  void moreBooleansThanAByteHasKeepTheirOrder() throws IOException {
    List<Boolean> bits = new ArrayList<>();
    for (int i = 0; i < 1003; i++) {
      bits.add(i % 3 == 0 ? null : (Boolean) (i % 7 < 3));
    }
    Path file = file(List.of(column("bit", Type.BOOLEAN)), List.of(bits));
    assertEquals(bits, read(file, "bit"));
  }

  @Test
  void aTableWithoutRowsHasItsColumns() throws IOException {
    Path file = folder.resolve("empty.parquet");
    try (OutputStream out = Files.newOutputStream(file)) {
      new ParquetWriter(out, List.of(column("id", Type.TEXT))).finish(Map.of());
    }
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertEquals("id", reader.getFileSchema().getColumns().getFirst().name());
      assertTrue(reader.getFileMetaData().rowGroups().isEmpty());
      assertFalse(reader.isMultiFile());
    }
  }
}
