package dev.weft.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.model.PredictCommand;
import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code weft predict --on}, as a person uses it. */
class PredictOnTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private String model;
  private Path images;

  @BeforeEach
  void makeFiles() throws IOException {
    model = SampleFiles.model(folder, 3).toString();
    images = Files.createDirectory(folder.resolve("images"));
    SampleFiles.plain(images);
  }

  private int predict(String... args) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Terminal.Screen(false, false, false, 80));
    return new CommandLine(new PredictCommand(terminal))
        .setParameterExceptionHandler((wrong, given) -> {
          terminal.error(wrong.getMessage());
          return 2;
        })
        .execute(args);
  }

  @Test
  void aTableIsWrittenAndSummedUpInALine() throws IOException {
    SampleFiles.damaged(images);
    Path answers = folder.resolve("answers");
    LocalSpark.session(); // which the command ends
    int code = predict(model, images.toString(), "--on", "local[2]", "--out", answers.toString());
    assertEquals(1, code, err.toString(UTF_8));
    String line = out.toString(UTF_8);
    assertTrue(line.matches("8 images, of which 4 could not be read, in .* s \\(.* a second\\): .*\n"), line);
    assertTrue(line.endsWith(". Written to " + answers + ".\n"), line);
    String notes = err.toString(UTF_8);
    assertTrue(notes.contains("cut.png: it ends too early"), notes);
    assertTrue(notes.contains("1 more image could not be read; the column 'error' says why."), notes);
    assertTrue(Files.exists(answers.resolve("_SUCCESS")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --on local[2]                   | --on needs --out FOLDER, where the cluster writes its answers.
          --out answers                   | --out and --overwrite go with --on; without it say --csv=FILE or --json-lines=FILE.
          --on local[2] --out a --json    | --json, --json-lines, --csv and --show do not go with --on
          --on local[2] --out a --show    | --json, --json-lines, --csv and --show do not go with --on
          --on local[2] --out a -         | - does not go with --on; name folders, files or patterns
          """)
  void optionsThatDoNotGoTogetherAreOneSentence(String options, String expected) {
    String[] args = (model + " " + images + " " + options).split(" ");
    assertEquals(2, predict(args));
    assertTrue(err.toString(UTF_8).contains(expected), err.toString(UTF_8));
    assertFalse(Files.exists(folder.resolve("a")));
  }

  /** The process that starts a driver has put Weft's jars before the user's; the option alone names the user's. */
  @Test
  void aDriverKeepsTheJarsThatItWasStartedWith() {
    System.setProperty("weft.starter", String.valueOf(ProcessHandle.current().parent().orElseThrow().pid()));
    System.setProperty("spark.jars", "weft.jar,own.jar");
    assertJarsWithOwn("weft.jar,own.jar");
  }

  @Test
  void aDriverThatASparkSubmitStartedHasItsJarsAndThoseOfTheOption() {
    System.setProperty("spark.jars", "file:/weft.jar");
    assertJarsWithOwn("file:/weft.jar,own.jar");
  }

  private void assertJarsWithOwn(String expected) {
    try {
      String away = folder.resolve("away.keras").toString();
      String answers = folder.resolve("answers").toString();
      String own = "--conf=spark.jars=own.jar";
      predict(away, images.toString(), "--on=local[2]", own, "--conf=spark.weft.test=1", "--out", answers);
      assertEquals("1", System.getProperty("spark.weft.test"));
      assertEquals(expected, System.getProperty("spark.jars"));
    } finally {
      List.of("weft.starter", "spark.jars", "spark.weft.test").forEach(System::clearProperty);
    }
  }
}
