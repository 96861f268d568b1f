package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeftTest {
  @Test
  void withoutArgumentsItSaysWhatItCanDo() {
    Said said = Said.to();
    assertEquals(0, said.code());
    assertTrue(said.out().contains("weft train fashion-mlp"), said.out());
    assertEquals("", said.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "data --help",
        "data show --help",
        "model --help",
        "schema --help",
        "runs --help",
        "runs gc --help"
      })
  void everyCommandHasHelpThatFitsATerminal(String args) {
    Said said = Said.to(args.split(" "));
    assertEquals(0, said.code());
    assertTrue(said.out().contains("Usage: weft"), said.out());
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
    assertEquals("", said.err());
  }

  @Test
  void theVersionNamesWeftAndJava() {
    assertTrue(Said.to("--version").out().matches("weft .* on Java 2[5-9].*\\R"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          modle              | weft: 'modle' is not known here; see 'weft --help'. Did you mean 'model'?
          data lst           | weft: 'lst' is not known here; see 'weft data --help'. Did you mean 'list'?
          data list --dta x  | weft: '--dta' is not known here; see 'weft data list --help'.
          model              | weft: missing required parameter: 'MODEL|NAME|FILE'; see 'weft model --help'.
          model b-cnx        | weft: there is no experiment 'b-cnx': neither a file nor one of fashion-mlp,
          model b-cnn --set x          | weft: --set takes PATH=VALUE, such as training.epochs=3; received 'x'.
          model b-cnn --set a=1        | weft: --set a=1: 'a' is not known here;
          model b-cnn --data emnist    | weft: --data emnist: 'emnist' is no data set;
          schema experimant  | weft: 'experimant' is no kind of file; known are experiment, study. Did you mean 'experiment'?
          data show minst    | weft: 'minst' is no data set; known are mnist, fashion-mnist, strokes. Did you mean 'mnist'?
          data list --data-dir /nowhere | weft: --data-dir must be a folder; received /nowhere; check the path.
          """)
  void wrongUseIsOneSentenceAndExitCode2(String args, String start) {
    Said said = Said.to(args.split(" +"));
    assertEquals(2, said.code());
    assertEquals("", said.out());
    assertTrue(said.err().startsWith(start), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }

  @Test
  void whatStandardOutputDoesNotTakeIsAFailure() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(full, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Terminal.Screen(false, false, false, 80));
    assertEquals(1, Weft.run(terminal, "model", "b-cnn"));
    assertTrue(err.toString(UTF_8).startsWith("weft: standard output did not take everything"), err.toString(UTF_8));
  }

  @Test
  void anArgumentThatBeginsWithAtIsNoFileOfArguments() {
    assertTrue(Said.to("model", "@x").err().contains("'@x'"));
  }

  @Test
  void aSchemaIsPrintedAsItStandsInTheDocuments() throws IOException {
    assertEquals(Files.readString(Path.of("../docs/schema/experiment.schema.json")), Said.to("schema").out());
  }

  @Test
  void aModelIsPrintedAsKerasPrintsIt() {
    List<String> lines = Said.to("model", "b-cnn", "--set", "model.5.Dropout.rate=0.3").out().lines().toList();
    assertEquals("Model: \"b-cnn\"", lines.getFirst());
    assertEquals("│ conv2d_1 (Conv2D)               │ (None, 11, 11, 64)     │        18,496 │", lines.get(8));
    assertEquals(" Total params: 34,826 (136.04 KB)", lines.get(lines.size() - 3));
  }
}
