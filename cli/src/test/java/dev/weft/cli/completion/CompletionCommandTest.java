package dev.weft.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.cli.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in the shells that they are for, where these are installed. */
class CompletionCommandTest {
  @TempDir private Path folder;

  private static Path shell(String name) {
    Path shell =
        Stream.of("/bin", "/usr/bin")
            .map(place -> Path.of(place, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(shell != null, name + " is not installed");
    return shell;
  }

  private Path script(String shell) throws Exception {
    Said said = Said.to("completion", shell);
    assertEquals(0, said.code(), said.err());
    return Files.writeString(folder.resolve("weft." + shell), said.out());
  }

  private String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), text);
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellReadsIt(String name) throws Exception {
    assertEquals("", run(shell(name).toString(), "-n", script(name).toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          weft tr                 | train
          weft data li            | list
          weft data list --d      | --data-dir
          weft train fashion-m    | fashion-mlp
          weft train --data mn    | mnist mnist.zip
          weft train --data = mn  | mnist mnist.zip
          weft train --epochs 1   |
          weft predict --prepare d | digit
          weft model new x --like resnet2 | resnet20
          weft completion z       | zsh
          weft evaluate mn        | mnist.zip
          """)
  void bashProposesCommandsOptionsNamesAndFiles(String typed, String proposed) throws Exception {
    Files.createFile(folder.resolve("mnist.zip"));
    String line = "%s=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _weft; echo \"${COMPREPLY[*]}\"";
    String found =
        run(
            shell("bash").toString(),
            "-c",
            ". " + script("bash") + "; complete -p weft >/dev/null; " + line.formatted("COMP_WORDS", typed));
    assertEquals(proposed == null ? "" : proposed, String.join(" ", new TreeSet<>(List.of(found.split("\\s+")))));
  }

  @ParameterizedTest
  @CsvSource({"weft data li, list", "weft train fashion-m, fashion-mlp", "weft train --epo, --epochs"})
  void fishProposesThemWithWhatTheyDo(String typed, String proposed) throws Exception {
    String found = run(shell("fish").toString(), "-c", "source " + script("fish") + "; complete -C '" + typed + "'");
    assertEquals(proposed, found.split("\t")[0]);
  }

  @Test
  void anUnknownShellIsWrongUse() {
    Said said = Said.to("completion", "basch");
    assertEquals(2, said.code());
    assertTrue(said.err().endsWith("Did you mean 'bash'?\n"), said.err());
  }
}
