package dev.weft.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weft map} and {@code weft slices}, of one small run. */
class MapCommandTest {
  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run").toString();
    assertEquals(0, Said.to(SmallRun.train(folder, Path.of(run), "--epochs", "1")).code());
  }

  @Test
  void thePageOfARunHasItsMapAndItsGroups() throws IOException {
    String page = Files.readString(Path.of(run, "report.html"));
    assertTrue(page.contains("How it sees the images"));
    assertTrue(page.contains("of 2,000 test images: "));
    assertTrue(page.contains("On which images it is worse"));
    assertTrue(page.length() < 4_000_000);
  }

  @Test
  void theMapOfASeedIsAlwaysTheSame() throws IOException {
    Path first = folder.resolve("first.html");
    Path second = folder.resolve("second.html");
    Said said = Said.to("map", run, "--count", "60", "--seed", "7", "--out", first.toString(), "--threads", "1");
    assertEquals(0, said.code(), said.err());
    assertEquals(0, Said.to("map", run, "--count", "60", "--seed", "7", "--out", second.toString()).code());
    String page = Files.readString(first);
    assertEquals(page, Files.readString(second));
    assertTrue(page.contains("Each point is one of 60 of 2,000 test images"), page.substring(0, 100));
    assertTrue(page.contains("trustworthiness, 10 neighbours"));
  }

  @Test
  void aCountThatIsNoneIsRefused() {
    Said said = Said.to("map", run, "--count", "3");
    assertEquals(2, said.code());
    assertEquals("weft: --count must be from 10 to 20000; received 3.\n", said.err());
    Said nowhere = Said.to("map", run, "--out", "no-such-folder/map.html");
    assertEquals(2, nowhere.code());
    assertTrue(
        nowhere.err().matches("weft: --out: there is no folder \\S+no-such-folder; make it first\\.\n"), nowhere.err());
  }

  @Test
  void groupsAreComparedOnTheTerminal() {
    Said said = Said.to("slices", run, "--all");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("groups of 2,000 test images"), said.out());
    assertTrue(said.out().contains("stroke width"), said.out());
    assertTrue(said.out().contains("p (Holm)"), said.out());
  }

  @Test
  void whatIsNoFinishedRunIsRefused() {
    for (String command : new String[] {"map", "slices"}) {
      Said said = Said.to(command, folder.resolve("nothing").toString());
      assertEquals(1, said.code());
      assertTrue(said.err().contains("must be the folder of a finished run"), said.err());
    }
  }
}
