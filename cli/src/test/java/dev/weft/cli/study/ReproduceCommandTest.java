package dev.weft.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ReproduceCommandTest {
  @TempDir private Path folder;

  @Test
  @EnabledIfEnvironmentVariable(named = "WEFT_DATA", matches = ".+", disabledReason = "needs MNIST and Fashion-MNIST")
  void everyFigureOfEveryReportIsPutBesideOurs() throws IOException {
    Path page = folder.resolve("page.md");
    Said said =
        Said.to("reproduce", "--quick", "--out", folder.resolve("all").toString(), "--markdown", page.toString());
    assertEquals(0, said.code(), said.err());
    List<String> rows = Files.readAllLines(page).stream().filter(line -> line.matches("\\| [A-E]-.*")).toList();
    assertEquals(58, rows.size());
    for (String row : rows) {
      String[] cells = row.split("\\|");
      assertTrue(cells[4].matches(" \\d\\.\\d{4} "), row);
      assertTrue(cells[3].equals(" not legible ") || cells[7].matches(" (no|yes, better|yes, within) "), row);
    }
    assertTrue(said.out().contains(" from the first one's beginning to the last one's end."), said.out());
    assertEquals(
        2, Files.readString(page).lines().filter(line -> line.matches("- .*mnist, SHA-256 [0-9a-f]{64}")).count());
    assertTrue(Files.exists(folder.resolve("all/report.html")));
    Said again = Said.to("reproduce", "--quick", "--resume", "--out", folder.resolve("all").toString());
    assertEquals(said.out(), again.out());
    for (String name : List.of("A-cnn", "B-shallow-poisson", "C-lenet", "D-6", "E-cv, 10 folds", "E-grid")) {
      assertTrue(rows.stream().anyMatch(row -> row.startsWith("| " + name)), name);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "WEFT_DATA", matches = ".+", disabledReason = "needs MNIST and Fashion-MNIST")
  void severalSeedsSayWhereOneMoreTrainingWouldLie() throws IOException {
    String out = folder.resolve("seeds").toString();
    Said said = Said.to("reproduce", "c-fc", "e-base", "--repeats", "2", "--quick", "--out", out);
    assertEquals(0, said.code(), said.err());
    List<String> rows =
        Files.readAllLines(folder.resolve("seeds/reproduction.md")).stream()
            .filter(line -> line.matches("\\| [A-E]-.*"))
            .toList();
    assertEquals(7, rows.size());
    for (String row : rows) {
      String[] cells = row.split(" \\| ");
      assertEquals("2", cells[3], row);
      double mean = Double.parseDouble(cells[4]);
      double half = 12.706205 * Double.parseDouble(cells[5]) * Math.sqrt(1.5); // t of 1 degree of freedom
      String[] ends = cells[6].split(" to ");
      boolean isShare = !row.contains("loss"); // which no training can have beyond 0 and 1
      assertEquals(isShare ? Math.max(mean - half, 0) : mean - half, Double.parseDouble(ends[0]), 1e-3, row);
      assertEquals(isShare ? Math.min(mean + half, 1) : mean + half, Double.parseDouble(ends[1]), 1e-3, row);
      assertTrue(cells[7].matches("yes|no|no, ours are better"), row);
    }
    Said again = Said.to("reproduce", "c-fc", "e-base", "--repeats", "2", "--quick", "--resume", "--out", out);
    assertEquals(said.out(), again.out());
    assertEquals(4, again.err().lines().filter(line -> line.endsWith("(before)")).count(), again.err());
  }

  @Test
  void anUnknownReportIsRefused() {
    Said said = Said.to("reproduce", "f");
    assertEquals(2, said.code());
    assertTrue(
        said.err().contains("what is reproduced is a report (a, b, c, d, e) or a part of one; received 'f'"),
        said.err());
  }
}
