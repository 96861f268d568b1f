package dev.weft.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weft notebook}, of one small run. */
class NotebookCommandTest {
  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run").toString();
    assertEquals(0, Said.to(SmallRun.train(folder, Path.of(run), "--epochs", "1")).code());
  }

  private static Said notebook(Path out) {
    return Said.to("notebook", run, "--out", out.toString());
  }

  @Test
  void theDocumentHasTheRunsFiguresTablesAndProvenance() throws IOException {
    Path out = folder.resolve("first");
    Said said = notebook(out);
    assertEquals(0, said.code(), said.err());
    String markdown = Files.readString(out.resolve("notebook.md"));
    assertTrue(markdown.startsWith("# run\n"), markdown);
    for (String part :
        List.of(
            "strokes has 10,000 images to learn from",
            "| flatten | Flatten | ",
            "optimizer:",
            "%** of 2,000 test images correctly",
            "95 % interval",
            "![Accuracy and loss of each epoch](figures/curves.svg)",
            "Data, SHA-256",
            "\n    weft notebook ")) {
      assertTrue(markdown.replace('\u00a0', ' ').contains(part), part + " is not in " + markdown);
    }
    for (String figure : List.of("samples", "curves", "confusion", "worst-mistakes")) {
      assertTrue(Files.size(out.resolve("figures/" + figure + ".svg")) > 0, figure);
    }
    String html = Files.readString(out.resolve("notebook.html"));
    assertEquals(4, html.split("src=\"data:image/svg\\+xml;base64,", -1).length - 1);
    assertFalse(html.contains("weft:data"), "comments are for the person who writes");
    assertFalse(html.contains("<script"), "a document has no script");
  }

  @Test
  void writtenAgainAPersonsWordsStay() throws IOException {
    Path out = folder.resolve("second");
    notebook(out);
    Path file = out.resolve("notebook.md");
    String mine = Files.readString(file).replace("What do you want to find out, and why?", "Is one epoch *enough*?");
    mine = mine.replaceAll("(?s)<!-- weft:confusion -->.*?<!-- /weft -->", "").replace("95", "12");
    Files.writeString(file, mine + "<!-- ask the teacher -->");
    assertEquals(0, notebook(out).code());
    String again = Files.readString(file).replace('\u00a0', ' ');
    assertTrue(again.contains("Is one epoch *enough*?"));
    assertTrue(again.contains("95 % interval"), "figures are those of the run");
    assertFalse(again.contains("confusion.svg"), "what was taken out stays out");
    String html = Files.readString(out.resolve("notebook.html"));
    assertTrue(html.contains("<em>enough</em>"));
    assertFalse(html.contains("ask the teacher"), "a comment is for the person who writes");
  }

  @Test
  void aDocumentOfAnotherRunIsLeftAlone() throws IOException {
    Path out = folder.resolve("fourth");
    notebook(out);
    String other = folder.resolve("other").toString();
    assertEquals(0, Said.to(SmallRun.train(folder, Path.of(other), "--epochs", "1")).code());
    String before = Files.readString(out.resolve("notebook.md"));
    Said said = Said.to("notebook", other, "--out", out.toString());
    assertEquals(1, said.code());
    assertTrue(said.err().contains("a notebook is of one run; this one is of another than "), said.err());
    assertEquals(before, Files.readString(out.resolve("notebook.md")));
  }

  @Test
  void aBlockThatIsNoneIsRefusedAndNothingIsWritten() throws IOException {
    Path out = Files.createDirectories(folder.resolve("third"));
    Path file = Files.writeString(out.resolve("notebook.md"), "# Mine\n<!-- weft:curves -->\n");
    Said said = notebook(out);
    assertEquals(1, said.code());
    assertEquals(
        "weft: %s: line 2: a block must end with '<!-- /weft -->'; '<!-- weft:curves -->' does not.\n".formatted(file),
        said.err());
    assertEquals("# Mine\n<!-- weft:curves -->\n", Files.readString(file));
  }
}
