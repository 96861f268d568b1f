package dev.weft.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void allOfARunIsDrawnBelowIt() {
    List<String> names = chart(run, "--list").out().lines().toList();
    assertTrue(names.containsAll(List.of("curves", "confusion", "worst-mistakes", "filters", "network")), names + "");
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

  @Test
  void aStudyHasBars() throws IOException {
    List<String> names = chart(study, "--list").out().lines().toList();
    assertTrue(names.containsAll(List.of("test-accuracy", "validation-accuracy", "seconds", "results")), names + "");
    assertEquals(0, chart(study).code());
    String svg = Files.readString(study.resolve("charts/test-accuracy.svg"));
    assertTrue(svg.contains("batch_size=10") && svg.contains("batch_size=40"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          confusoin          | weft: 'confusoin' cannot be drawn of
          loss --format gif  | weft: --format: a chart is written as svg, png or pdf; received gif
          pair --pair 3      | weft: --pair takes two classes with a comma between them, of 0, 1,
          samples --count 0  | weft: --count must be at least 1 and --picture at least 0; received 0 and 0.
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
