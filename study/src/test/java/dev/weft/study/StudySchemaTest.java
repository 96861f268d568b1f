package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weft.experiment.Settings;
import dev.weft.keras.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudySchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(StudySchema.text());

  private static List<String> errors(String yaml) {
    String json = Json.pretty(Settings.parse("x.yaml", yaml).root());
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  @Test
  void theFileInTheDocumentsIsCurrent() throws IOException {
    Path file = Path.of("../docs/schema/study.schema.json");
    assertEquals(
        StudySchema.text(),
        Files.readString(file),
        "write it anew: ./weft schema study > docs/schema/study.schema.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report-a", "report-b", "report-c", "report-d", "report-e"})
  void theReportsAreTaken(String name) throws IOException {
    assertEquals(List.of(), errors(Files.readString(Path.of("../examples/reports/" + name + ".yaml"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base: d-1",
        "base: d-1\nset: { training.epochs: 2 }\ngrid: { training.batch_size: [1, 2] }\nselect: { metric: loss }",
        "base: d-1\nrandom: { training.batch_size: { Whole: { low: 1, high: 9 } }, trials: 3 }",
        "variants: { a: d-1, b: { base: d-2, training.epochs: 3 } }\nrepeats: 5",
        "base: fashion-mlp\ncross_validation: { folds: 5 }\nselect: { metric: accuracy }\nhalving: { factor: 2 }"
      })
  void whatIsReadIsTaken(String yaml) {
    StudyFile.parse("read.yaml", yaml, Path.of(""));
    assertEquals(List.of(), errors(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gird: { a: [1] }",
        "base: 5",
        "grid: { training.batch_size: 5 }",
        "repeats: many",
        "cross_validation: { fold: 5 }",
        "cross_validation: {}",
        "select: { metric: acuracy }",
        "select: { on: test }",
        "random: { training.batch_size: [1] }",
        "studies: { a: { gird: {} } }"
      })
  void aMistakeIsRefused(String yaml) {
    assertFalse(errors(yaml).isEmpty());
  }
}
