package dev.weft.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPoolTest {
  private static final String BASE =
      """
      name: tiny
      base:
        data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
        model:
          - Flatten
          - Dense: { units: 8, activation: relu }
          - Dense: { units: 10, activation: softmax }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 4, batch_size: 20, seed: 4 }
      """;

  private static SparkContext context;

  @TempDir private Path folder;

  @BeforeAll
  static void begin() {
    SparkConf conf = SparkCluster.conf("local-cluster[2,1,1024]", "test");
    conf.set("spark.plugins", TrialPlugin.class.getName());
    context = new SparkContext(conf);
  }

  @AfterAll
  static void end() {
    context.stop();
  }

  private Study study(String rest) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.yaml"), BASE + rest);
    return StudyFile.read(file.toString(), List.of());
  }

  private StudyRunner runner(Study study, String where) {
    Path path = folder.resolve(where);
    return StudyRunner.of(study).folder(path).workers(2, 1).store(path + ".db", "anna");
  }

  private Optional<StudyResults> onSpark(Study study) {
    return runner(study, "spark").workers(2, 1).executor(setup -> new SparkPool(context, setup)).run();
  }

  /** Everything in {@code results.csv} but the seconds. */
  private List<String> table(String where) throws IOException {
    return Files.readAllLines(folder.resolve(where).resolve("results.csv")).stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
          cells.remove(6);
          return String.join(",", cells);
        })
        .toList();
  }

  private void assertSameAsHere(String rest) throws IOException {
    Study study = study(rest);
    runner(study, "here").run().orElseThrow();
    onSpark(study).orElseThrow();
    assertEquals(table("here"), table("spark"));
  }

  @Test
  void aGridGivesTheTableOfThisMachine() throws IOException {
    assertSameAsHere("grid: { training.batch_size: [10, 20], training.optimizer: [Adam, SGD] }\nrepeats: 2\n");
  }
}
