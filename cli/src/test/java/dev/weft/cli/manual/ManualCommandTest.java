package dev.weft.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.cli.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualCommandTest {
  @TempDir private Path folder;

  private List<Path> pages() throws Exception {
    Said said = Said.to("manual", folder.toString());
    assertEquals(0, said.code(), said.err());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyCommandHasAPageThatNamesItsOptions() throws Exception {
    assertTrue(pages().size() > 40);
    String page = Files.readString(folder.resolve("weft-train.1"));
    assertTrue(page.startsWith(".TH WEFT\\-TRAIN 1 "), page);
    assertTrue(page.contains("\\fB\\-\\-epochs\\fR \\fIN\\fR\nHow often to go through the training images.\n"), page);
    assertTrue(page.contains(".BR weft (1)"), page);
  }

  /** No line of an example begins with what roff takes for a request, and nothing else is odd. */
  @Test
  void roffHasNothingToSayAgainstThem() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    List<String> command = new ArrayList<>(List.of("/usr/bin/groff", "-man", "-Tutf8", "-ww", "-z"));
    pages().forEach(page -> command.add(page.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, process.waitFor());
  }
}
