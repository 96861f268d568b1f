package dev.weft.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessCommandTest {
  @TempDir private static Path folder;

  private static String run;
  private static String store;

  @BeforeAll
  static void train() throws IOException {
    store = folder.resolve("runs.db").toString();
    run = folder.resolve("run").toString();
    Said trained = Said.to(SmallRun.train(folder, Path.of(run), "--store", store, "--epochs", "1"));
    assertEquals(0, trained.code(), trained.err());
  }

  private static Said measured(String... more) {
    return Said.to(
        Stream.concat(
                Stream.of("robustness", run, "--store", store, "--no-curves", "--attacked", "20", "--steps", "3"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aRunHasFurtherColumnsOnceItIsMeasured() {
    Said first = measured("--corruptions", "fog,stripe", "--baseline", run);
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().contains("corrupted   accuracy 0."), first.out());
    assertTrue(first.out().contains("100.0 %, 95 % interval 100.0 to 100.0"), first.out());
    assertTrue(first.out().lines().allMatch(line -> line.length() <= 80), first.out());
    Said listed = Said.to("runs", "--store", store, "--columns", "name,test.fog_accuracy,test.pgd_0.1_accuracy");
    assertEquals(0, listed.code(), listed.err());
    assertTrue(listed.out().matches("(?s).*run +0\\.\\d{4} +0\\.\\d{4}.*"), listed.out());
    assertEquals(
        first.out(),
        measured("--corruptions", "fog,stripe", "--baseline", run).out(),
        "the second call measures nothing");
  }

  @Test
  void aPageATableAndChartsAreWrittenBesideTheRun() throws IOException {
    Said written = measured("--corruptions", "fog", "--csv", "--charts", "--json");
    assertEquals(0, written.code(), written.err());
    assertTrue(written.out().contains("\"finished\" : true"), written.out());
    String page = Files.readString(Path.of(run, "robustness.html"));
    assertTrue(page.contains("Images that flip") && page.contains("Accuracy of attacked images by radius"));
    List<String> table = Files.readAllLines(Path.of(run, "robustness.csv"));
    assertEquals("change,level,images,right,accuracy,low_95,high_95", table.getFirst());
    assertEquals(1 + 1 + 5 + 10, table.size(), "the header, clean images, five severities, two attacks at five radii");
    assertTrue(Files.size(Path.of(run, "charts", "robustness-images.png")) > 1000);
  }

  @Test
  void aWrongCorruptionIsRefused() {
    Said wrong = measured("--corruptions", "fogg");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("'fogg' is no corruption") && wrong.err().contains("fog"), wrong.err());
    assertEquals(2, measured("--radii", "eight").code());
    assertEquals(2, measured("--radii", "2").code());
    assertFalse(Files.exists(Path.of(run, "robustness.json.tmp")));
  }
}
