package dev.weft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that is run: what it prints, what its expressions are worth, and what it draws. */
class ScriptNotebookTest {
  @TempDir private Path folder;

  private String run(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("steps.jsh"), script);
    ScriptNotebook.write(file, folder.resolve("out"), Progress.NONE);
    return Files.readString(folder.resolve("out/notebook.md"));
  }

  @Test
  void whatIsPrintedAndWhatAnExpressionIsWorthStandBelowTheCode() throws IOException {
    String markdown =
        run(
            """
            /// # Sums
            int sum = 1 + 2;
            IO.println("the sum is " + sum);
            "two\\nlines"

            dev.weft.chart.Charts.table("Squares", List.of(List.of("a", "b"), List.of("1", "4")))
            """);
    String expected =
        """
        # Sums

        ~~~~java
        int sum = 1 + 2;
        IO.println("the sum is " + sum);
        "two\\nlines"
        ~~~~

        ~~~~
        the sum is 3
        ~~~~

        ~~~~
        two
        lines
        ~~~~

        ~~~~java
        dev.weft.chart.Charts.table("Squares", List.of(List.of("a", "b"), List.of("1", "4")))
        ~~~~

        ![Squares](figures/1.svg)

        """;
    assertEquals(expected, markdown);
    assertTrue(Files.readString(folder.resolve("out/notebook.html")).contains("src=\"data:image/svg+xml;base64,"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int a = "one";    | line 2: the code must compile; 'int a = "one";' does not: incompatible types
          Integer.valueOf("one") | line 2: the code ended by an exception: For input string: "one"
          int f(int a) {    | line 2: the code must be whole; it ends too early.
          """)
  void codeThatDoesNotRunIsNamedWithItsLine(String code, String message) {
    WeftException refused = assertThrows(WeftException.class, () -> run("/// Words.\n" + code));
    assertTrue(refused.getMessage().contains("steps.jsh: " + message), refused.getMessage());
    assertFalse(Files.exists(folder.resolve("out/notebook.md")));
  }

  private static String script(String name) throws IOException {
    return Files.readString(Path.of("../examples/notebooks/" + name + ".jsh"));
  }

  /** A script of the repository, with one epoch on synthetic digits. */
  @Test
  void theStepsOfAReportRun() throws IOException {
    String small =
        script("report-d")
            .replaceAll("pochs = \\d+", "pochs = 1")
            .replaceAll("Datasets.load\\(\"[a-z-]+\"\\)", "Datasets.load(\"strokes\")");
    String markdown = run(small);
    assertTrue(markdown.split("!\\[").length > 10, markdown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report-c", "report-d"})
  void whatCameOfAReportIsThatOfItsScript(String name) throws IOException {
    Path html = Path.of("../docs/notebooks/" + name + ".html");
    List<Cell> cells = Cell.of(script(name));
    assertTrue(
        cells.stream().filter(Cell::isText).allMatch(cell -> isIn(html, cell)), html + " is older than its script");
  }

  /** Whether a page has a script's text; it is compared without signs that Markdown or HTML write otherwise. */
  private static boolean isIn(Path html, Cell text) {
    try {
      String page = Files.readString(html).replaceAll("<[^>]*>", "").replaceAll("\\W+", " ");
      return page.contains(text.content().replaceAll("\\W+", " ").strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
