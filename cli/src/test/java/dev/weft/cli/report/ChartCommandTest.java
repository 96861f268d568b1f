package dev.weft.cli.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartCommandTest {
  @TempDir private static Path folder;

  private static Path run;
  private static Path study;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run");
    assertEquals(0, Said.to(SmallRun.train(folder, run)).code());
    study = folder.resolve("study");
    String yaml =
        """
        base: small.yaml
        set: { training.epochs: 1, data.train_size: 200 }
        grid: { training.batch_size: [10, 40] }
        repeats: 2
        """;
    Path file = Files.writeString(folder.resolve("sizes.yaml"), yaml);
    Said said = Said.to("study", file.toString(), "--out", study.toString());
    assertEquals(0, said.code(), said.err());
  }

  private static Said chart(Path of, String... more) {
    List<String> words = new ArrayList<>(List.of("chart", of.toString()));
    words.addAll(List.of(more));
    return Said.to(words.toArray(String[]::new));
  }

  @Test
  void allOfARunIsDrawnBelowIt() throws IOException {
    List<String> names = chart(run, "--list").out().lines().toList();
    assertTrue(names.containsAll(List.of("curves", "confusion", "worst-mistakes", "filters", "network")), names + "");
    String page = Files.readString(Path.of("../docs/charts.md"));
    assertEquals(List.of(), names.stream().filter(name -> !page.contains("`" + name + "`")).toList());
    Said said = chart(run);
    assertEquals(0, said.code(), said.err());
    List<String> files = said.out().lines().toList();
    assertEquals(names.size(), files.size());
    for (int i = 0; i < names.size(); i++) {
      assertTrue(files.get(i).endsWith("run/charts/" + names.get(i) + ".svg"), files.get(i));
      assertTrue(Files.exists(Path.of(files.get(i))), files.get(i));
    }
  }

  @Test
  void anotherModelThanTheRunsIsNotDrawn() throws IOException {
    Path model = run.resolve("model.keras");
    byte[] bytes = Files.readAllBytes(model);
    try {
      Files.write(model, new byte[] {1});
      for (String[] words : new String[][] {{"filters"}, {"confusion", "--part", "train"}}) {
        Said said = chart(run, words);
        assertEquals(1, said.code());
        assertTrue(said.err().contains("model.keras must be as the run wrote it"), said.err());
      }
    } finally {
      Files.write(model, bytes);
    }
  }

  @Test
  void whatIsNamedIsDrawnInEveryFormatAsked() throws IOException {
    Path out = folder.resolve("figures");
    Said said = chart(run, "confusion", "loss", "--format", "png,pdf", "--out", out.toString());
    assertEquals(0, said.code(), said.err());
    try (var files = Files.list(out)) {
      assertEquals(
          List.of("confusion.pdf", "confusion.png", "loss.pdf", "loss.png"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertEquals("%PDF", new String(Files.readAllBytes(out.resolve("loss.pdf")), 0, 4, US_ASCII));
  }

  @Test
  void thePairIsTheUsers() throws IOException {
    Path out = folder.resolve("pair");
    assertEquals(0, chart(run, "pair", "--pair", "3,5", "--out", out.toString()).code());
    String svg = Files.readString(out.resolve("pair.svg"));
    assertTrue(svg.contains("3 as 5"), svg.substring(0, 500));
    assertFalse(svg.contains("3 as 4"));
  }

  /** 1,080 of the 1,200 training images are learned from, 120 validate. */
  @Test
  void chartsAreOfThePartThatIsAskedFor() throws IOException {
    Path out = folder.resolve("parts");
    for (String part : List.of("train", "validation", "test")) {
      Said said = chart(run, "confusion", "class-counts", "--part", part, "--out", out.toString());
      assertEquals(0, said.code(), said.err());
    }
    String train = Files.readString(out.resolve("train-confusion.svg"));
    assertTrue(train.contains("Confusion matrix, training images") && train.contains(" of 1,080 images right"));
    assertTrue(Files.readString(out.resolve("validation-confusion.svg")).contains(" of 120 images right"));
    String all = Files.readString(out.resolve("test-confusion.svg"));
    assertTrue(all.contains("Confusion matrix, test images") && all.contains(" of 2,000 images right"));
    assertTrue(Files.readString(out.resolve("validation-class-counts.svg")).contains("Number of validation images"));
  }

  @Test
  void imagesAreShownFromAnIndexOn() throws IOException {
    Path out = folder.resolve("from");
    Said said =
        chart(run, "predictions", "samples", "--from", "1990", "--count", "25", "--part", "test", "--out", out + "");
    assertEquals(0, said.code(), said.err());
    String svg = Files.readString(out.resolve("test-predictions.svg"));
    assertTrue(svg.contains("1,990 to 1,999 of 2,000, counted from 0") && svg.contains("1999: "), svg);
    said = chart(run, "samples", "--from", "2000", "--part", "test");
    assertEquals(1, said.code());
    assertTrue(said.err().contains("--from must be from 0 to 1,999, as there are 2,000 test images; received 2,000."));
  }

  @Test
  void theResultsOfARunHaveNodesLayersAndTheGap() throws IOException {
    Path out = folder.resolve("results");
    assertEquals(0, chart(run, "results", "--out", out.toString()).code());
    String svg = Files.readString(out.resolve("results.svg"));
    for (String row :
        List.of("hidden layers", "train accuracy less test accuracy", "f1 micro", "f1 macro", "seconds")) {
      assertTrue(svg.contains(">" + row + "<"), row);
    }
  }

  @Test
  void aStudyHasBars() throws IOException {
    List<String> names = chart(study, "--list").out().lines().toList();
    assertTrue(names.containsAll(List.of("test-accuracy", "validation-accuracy", "seconds", "results")), names + "");
    assertEquals(0, chart(study).code());
    String svg = Files.readString(study.resolve("charts/test-accuracy.svg"));
    assertTrue(svg.contains("batch_size=10") && svg.contains("batch_size=40"));
  }

  @Test
  void theFoldsOfACrossValidationAreDrawn() throws IOException {
    Path folds = folder.resolve("folds");
    String yaml =
        """
        base: small.yaml
        set: { training.epochs: 2, data.train_size: 200, data.validation: ~ }
        cross_validation: { folds: 3 }
        """;
    Path file = Files.writeString(folder.resolve("folds.yaml"), yaml);
    Said said = Said.to("study", file.toString(), "--out", folds.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(0, chart(folds, "folds", "fold-curves", "fold-curves-loss", "results").code());
    String curves = Files.readString(folds.resolve("charts/fold-curves.svg"));
    for (String words : List.of("fold 1<", "fold 2<", "fold 3<", "epoch<", "Validation accuracy")) {
      assertTrue(curves.contains(">" + words), words);
    }
    String table = Files.readString(folds.resolve("charts/results.svg"));
    for (String words : List.of("train - test", "nodes", "hidden layers", "evaluation seconds", "f1 micro")) {
      assertTrue(table.contains(">" + words + "<"), words);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          confusoin          | weft: 'confusoin' cannot be drawn of
          loss --format gif  | weft: --format: a chart is written as svg, png or pdf; received gif
          pair --pair 3      | weft: --pair takes two classes with a comma between them, of 0, 1,
          samples --count 0  | weft: --count must be at least 1; received 0.
          samples --from -1  | weft: --from must be at least 0; received -1.
          roc --part tests   | weft: --part is train, validation or test; received 'tests'.
          loss --y-range 1   | weft: --y-range: a range is two finite numbers with a colon between them,
          """)
  void wrongUseIsOneSentence(String args, String start) {
    Said said = chart(run, args.split(" "));
    assertEquals(2, said.code(), said.err());
    assertTrue(said.err().startsWith(start), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }

  @Test
  void whatIsNoRunIsRefused() {
    Said said = chart(folder.resolve("nothing"));
    assertEquals(1, said.code());
    assertTrue(said.err().contains("must be the folder of a finished run"), said.err());
  }
}
