package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.keras.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor says of experiment files; {@link ExperimentFileTest} asks it about each file that it can read. */
class ExperimentSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(ExperimentSchema.text());

  /** What the schema has against a file. */
  static List<String> errors(String yaml, Change... changes) {
    Settings settings = Settings.parse("x.yaml", yaml);
    for (Change change : changes) {
      Object value = Settings.parse(change.origin(), change.value()).root();
      settings.set(change.origin(), List.of(change.path().split("\\.")), value);
    }
    return SCHEMA.validate(Json.pretty(settings.root()), InputFormat.JSON).stream().map(Error::toString).toList();
  }

  static List<String> builtIn() {
    return ExperimentFile.BUILT_IN;
  }

  @Test
  void theFileInTheDocumentsIsCurrent() throws IOException {
    Path file = Path.of("../docs/schema/experiment.schema.json");
    assertEquals(
        ExperimentSchema.text(),
        Files.readString(file),
        file
            + " is not what the records say; write it anew: ./weft schema experiment > docs/schema/"
            + file.getFileName());
  }

  @Test
  void itIsASchema() throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("/draft-07/schema")) {
      String rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(rules);
      assertEquals(List.of(), meta.validate(ExperimentSchema.text(), InputFormat.JSON));
    }
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void everyBuiltInExperimentIsTaken(String name) throws IOException {
    assertEquals(List.of(), errors(Files.readString(Path.of("../examples/" + name + ".yaml"))));
    assertEquals(List.of(), errors(ExperimentFile.read(name, List.of()).toYaml()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flatten: ",
        "Flatten: {}",
        "flatten",
        "MaxPooling2D",
        "max_pooling2d: { pool_size: [2] }",
        "MaxPool2D: { pool_size: [2, 3], strides: 2, padding: same }",
        "Conv2D: { filters: 2, kernel_size: [3, 3], activation: swish, use_bias: false }",
        "Dense: { units: 64.0, activation: , kernel_initializer: HeNormal }",
        "Dense: { units: 64, kernel_initializer: { RandomUniform: { minval: -1 } }, kernel_regularizer: l2 }",
        "Dense: { units: 64, kernel_regularizer: { L1L2: { l1: 0.1 } }, bias_regularizer: { L2: 0.1 } }",
        "Dropout: 0.5",
        "Activation: relu",
        "ReLU: { max_value: }",
        "PReLU: { shared_axes: [1, 2] }"
      })
  void everyFormOfALayerIsTaken(String layer) {
    String yaml = ExperimentFileTest.GOOD.replace("- Flatten", "- " + layer + "\n  - Flatten");
    assertEquals(4, ExperimentFile.parse("x.yaml", yaml, List.of()).model().layers().size());
    assertEquals(List.of(), errors(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd",
        "{ SGD: }",
        "{ RMSprop: { learning_rate: 1, centered: true, clipnorm: , global_clipnorm: 1 } }",
        "{ Adam: { learning_rate: { CosineDecay: { initial_learning_rate: 0.1, decay_steps: 100 } } } }",
        "{ Adam: { learning_rate: { piecewise_constant_decay: { boundaries: [1], values: [0.1, 0.01] } } } }",
        "{ AdamW: { learning_rate: { Constant: 0.1 } } }"
      })
  void everyFormOfAnOptimizerIsTaken(String optimizer) {
    Change change = new Change("", "training.optimizer", optimizer);
    ExperimentFile.parse("x.yaml", ExperimentFileTest.GOOD, List.of(change));
    assertEquals(List.of(), errors(ExperimentFileTest.GOOD, change));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          units: 64, activation     | activation              | /model/1/Dense
          units: 64                 | unitz: 64               | unitz
          units: 64                 | units: many             | /model/1/Dense/units
          units: 64                 | units: 6.5              | /model/1/Dense/units
          units: 64                 | units:                  | /model/1/Dense/units
          { units: 64, activation: relu } | 64                | /model/1/Dense
          Flatten                   | Flattn                  | /model/0
          Flatten                   | Flatten: { units: 3 }   | units
          Flatten                   | Flatten: 3              | /model/0/Flatten
          Flatten                   | Dense                   | /model/0
          Flatten                   | Flattn: {}              | Flattn
          Flatten                   | { Flatten: , Dropout: 1 } | /model/0
          Flatten                   |                         | /model/0
          Flatten                   | Dropout: { rate: half } | /model/0/Dropout
          Flatten                   | Conv2D: { filters: 2 }  | kernel_size
          Flatten                   | Conv2D: { filters: 2, kernel_size: [1, 2, 3] } | /model/0/Conv2D/kernel_size
          Flatten                   | Conv2D: { filters: 2, kernel_size: 0 }         | /model/0/Conv2D/kernel_size
          Flatten                   | InputLayer: { shape: 784 }                     | /model/0/InputLayer
          relu                      | rely                    | /model/1/Dense/activation
          units: 64                 | units: 64, kernel_initializer: he  | /model/1/Dense/kernel_initializer
          units: 64                 | units: 64, kernel_regularizer: 0.1 | /model/1/Dense/kernel_regularizer
          name: digits              | name: ../digits         | /name
          name: digits              | title: digits           | title
          mnist                     | minst                   | /data/dataset
          fraction: 0.2             | fracton: 0.2            | fracton
          fraction: 0.2             | fraction: 0.2, first: 9 | /data/validation
          dataset: mnist            | scaling: rescale        | dataset
          { Adam: { learning_rate: 0.01 } } | Adamm           | /training/optimizer
          { learning_rate: 0.01 }   | 0.01                    | /training/optimizer/Adam
          learning_rate: 0.01       | lr: 0.01                | lr
          0.01                      | fast                    | /training/optimizer/Adam/learning_rate
          0.01                      | { CosineDecay: { initial_learning_rate: 1 } } | decay_steps
          0.01                      | { Custom: {} }          | Custom
          sparse_categorical        | sparse                  | /training/loss
          epochs: 3                 | epoch: 3                | epochs
          epochs: 3                 | epochs: 3.5             | /training/epochs
          seed: 1                   | shuffle: maybe          | /training/shuffle
          seed: 1                   | class_weight: { 3: b }  | /training/class_weight/3
          seed: 1                   | early_stopping: 3       | /training/early_stopping
          seed: 1                   | early_stopping: { monitor: time } | /training/early_stopping/monitor
          """)
  void mistakesAreUnderlined(String good, String bad, String about) {
    assertTrue(ExperimentFileTest.GOOD.contains(good), good);
    List<String> errors = errors(ExperimentFileTest.GOOD.replaceFirst(Pattern.quote(good), bad == null ? "" : bad));
    assertTrue(errors.stream().anyMatch(error -> error.contains(about)), errors.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "[]", "a", "{}", "model: []"})
  void whatIsNoExperimentIsUnderlined(String yaml) {
    assertFalse(errors(yaml).isEmpty());
  }
}
