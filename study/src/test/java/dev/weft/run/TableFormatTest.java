package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.parquet.ParquetWriter.Type;
import dev.weft.store.RunTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableFormatTest {
  private static final RunTable TABLE =
      new RunTable(
          List.of(
              "id", "begun", "fold", "tags", "test.loss", "training.epochs", "training.shuffle", "model.0", "a.rate"),
          List.of(
              Map.of(
                  "id", "00000012",
                  "begun", Instant.parse("2026-11-30T04:42:41Z"),
                  "tags", List.of("best", "old"),
                  "test.loss", 0.25,
                  "training.epochs", "12",
                  "training.shuffle", "true",
                  "model.0", "Dense",
                  "a.rate", "1.5e-9"),
              Map.of("id", "12345678", "training.epochs", "5", "model.0", "7", "a.rate", "1")),
          2);

  private static String text(TableFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(TABLE, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aColumnHasTheOneTypeThatAllItsTextsHave() {
    assertEquals(
        List.of(
            Type.TEXT,
            Type.MOMENT,
            Type.NUMBER,
            Type.TEXT,
            Type.DECIMAL,
            Type.NUMBER,
            Type.BOOLEAN,
            Type.TEXT,
            Type.DECIMAL),
        TableColumn.of(TABLE).stream().map(TableColumn::type).toList());
  }

  @Test
  void aLineOfJsonHasWhatIsThere() throws IOException {
    assertEquals(
        """
        {"id":"00000012","begun":"2026-11-30T04:42:41Z","tags":["best","old"],"test.loss":0.25,\
        "training.epochs":12,"training.shuffle":true,"model.0":"Dense","a.rate":1.5e-9}
        {"id":"12345678","training.epochs":5,"model.0":"7","a.rate":1.0}
        """,
        text(TableFormat.JSONL));
  }

  @Test
  void whatIsNotThereIsEmptyInCsv() throws IOException {
    assertEquals(
        """
        id,begun,fold,tags,test.loss,training.epochs,training.shuffle,model.0,a.rate
        00000012,2026-11-30T04:42:41Z,,best old,0.25,12,true,Dense,1.5e-9
        12345678,,,,,5,,7,1
        """,
        text(TableFormat.CSV));
  }

  @Test
  void aFormatThatIsNoneNamesThoseThatThereAre() {
    WeftException e = assertThrows(WeftException.class, () -> TableFormat.of("xlsx"));
    assertEquals("a table of runs is written as csv, jsonl or parquet; received xlsx.", e.getMessage());
  }
}
