package dev.weft.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StudyCommandTest {
  @TempDir private Path folder;

  private String file;

  @BeforeEach
  void write() throws IOException {
    file = SmallStudy.file(folder);
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private Said study(String name, String... more) {
    List<String> words = new ArrayList<>(List.of("study", file, "--out", out(name).toString()));
    words.addAll(List.of(more));
    return Said.to(words.toArray(String[]::new));
  }

  @Test
  void saysWhatItDoesAndWhatCameOut() {
    Said said = study("told", "--workers", "2", "--threads", "2");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("sizes: 8 trainings, 2 at once with 1 thread each, into"), said.err());
    assertTrue(said.err().contains("[8/8] "), said.err());
    assertTrue(said.out().contains("Chosen by accuracy on the validation images: units="), said.out());
    assertTrue(said.out().contains("  units=16 batch_size=5"), said.out());
    assertTrue(said.out().contains("significant"), said.out());
  }

  @Test
  void whoeverChoosesRecipesLeavesTheTestImagesUnlookedAt() throws IOException {
    Files.writeString(folder.resolve("sizes.yaml"), SMALL.formatted("10, 20"));
    Said said = study("held", "--no-test");
    assertEquals(0, said.code(), said.err());
    String fold = "tested on fold 1 of 10 of the training images";
    assertTrue(said.out().contains("  " + fold + ": the test images were not looked at\n"), said.out());
    assertTrue(said.out().contains(" of 1,000 images"), said.out());
    assertTrue(Files.readString(out("held").resolve("report.html")).contains(fold + ", not on its test images"));
    assertEquals(0, study("held", "--no-test", "--resume").code());
    assertTrue(Files.readString(out("held").resolve("study.yaml")).contains("data.test_fold"));
  }

  @Test
  void theNumberOfWorkersAndThreadsChangesNothing() throws IOException {
    assertEquals(0, study("one", "--workers", "1", "--threads", "1").code());
    assertEquals(0, study("three", "--workers", "3", "--threads", "4").code());
    assertEquals(SmallStudy.results(out("one")), SmallStudy.results(out("three")));
  }

  @Test
  void printsJson() throws IOException {
    Said said = study("json", "--json");
    JsonNode part = new JsonMapper().readTree(said.out()).get("parts").get(0);
    assertEquals(4, part.get("recipes").size());
    assertEquals(3, part.get("comparisons").size());
    assertTrue(part.get("recipes").get(0).get("test").get("accuracy").get("mean").asDouble() > 0);
    assertEquals(said.out(), Files.readString(out("json").resolve("results.json")));
  }

  @Test
  void aFolderWithAStudyIsNotWrittenOver() {
    assertEquals(0, study("twice").code());
    Said said = study("twice");
    assertEquals(1, said.code());
    assertTrue(said.err().contains("holds a study already; go on with it by --resume"), said.err());
    assertEquals(0, study("twice", "--resume").code());
  }

  private static final String SMALL =
      """
      name: many
      base:
        data: { dataset: strokes, train_size: 60, validation: { fraction: 0.2 } }
        model: [ Flatten, { Dense: { units: 10, activation: softmax } } ]
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1 }
      grid: { training.batch_size: [%s] }
      select: { metric: accuracy }
      """;

  @Test
  void ofManyRecipesASummaryIsPrinted() throws IOException {
    Files.writeString(Path.of(file), SMALL.formatted("2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15"));
    Said said = study("many");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("the best 12 by validation accuracy; 2 more: --all, or results.csv"), said.out());
    assertTrue(
        said.out().matches("(?s).* of 13 cannot be distinguished from the winner, \\d+ differ significantly.*"),
        said.out());
    assertFalse(said.out().contains(" against "), said.out());
    Said all = study("many", "--resume", "--all");
    assertEquals(13, all.out().lines().filter(line -> line.contains(" against ")).count(), all.out());
  }

  @Test
  void theLocaleChangesNoFileAndNoNumber() throws IOException {
    Files.writeString(Path.of(file), SMALL.formatted("8, 16, 32"));
    assertEquals(0, study("root").code());
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("ar-EG", "fa-IR", "ne-NP", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(0, study(tag).code());
        assertEquals(SmallStudy.results(out("root")), SmallStudy.results(out(tag)));
        assertEquals(names(out("root")), names(out(tag)), tag);
        String metrics = Files.readString(out(tag).resolve("1-batch_size-8").resolve("history.csv"));
        assertTrue(metrics.chars().allMatch(c -> c < 128), metrics);
      }
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(names(out("root")).containsAll(List.of("1-batch_size-8", "2-batch_size-16", "3-batch_size-32")));
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void wrongUseIsOneSentence() throws IOException {
    Said said = Said.to("study", "report-x");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("there is no study 'report-x'"), said.err());
    Files.writeString(Path.of(file), SmallStudy.YAML.replace("batch_size: [4, 5]", "batch_sise: [4, 5]"));
    said = study("wrong");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("sizes.yaml:11:24: 'batch_sise' is not known here"), said.err());
    assertFalse(Files.exists(out("wrong")));
    assertEquals(2, study("wrong", "--workers", "0").code());
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneSentence() throws IOException {
    Files.writeString(out("file"), "no folder");
    Said said = Said.to("study", file, "--out", out("file").resolve("below").toString());
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: the folder "), said.err());
    assertTrue(said.err().contains("cannot be written"), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }
}
