package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

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
  void anUnknownReportIsRefused() {
    Said said = Said.to("reproduce", "f");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("a report is one of a, b, c, d, e; received 'f'"), said.err());
  }
}
