package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTextTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mlp.yaml                 | mlp
          a/b/mlp.yml              | mlp
          C:\\nets\\mlp.yaml       | mlp
          digits (1).yaml          | digits-1
          my digits.yaml           | my-digits
          größe 3.yaml             | grosse-3
          Übung é.yaml             | Ubung-e
          Łódź Æon.yaml            | Lodz-Aeon
          _draft.yaml              | draft
          ..hidden.yaml            | hidden
          .yaml                    | otherwise
          你好.yaml                | otherwise
          😀 net 😀.yaml           | net
          e-dropout-0.1.yaml       | e-dropout-0.1
          net.final.yaml           | net.final
          a.yaml.yaml              | a.yaml
          -x-.yaml                 | x
          ١٢٣.yaml                 | otherwise
          """)
  void aNameComesFromTheFile(String file, String name) {
    String made = SettingsText.name(file, "otherwise");
    assertEquals(name, made);
    assertTrue(made.matches(Experiment.NAME), made);
  }

  @Test
  void aLongNameIsCut() {
    assertEquals("x".repeat(64), SettingsText.name("x".repeat(300) + ".yaml", "otherwise"));
    assertEquals("x".repeat(63), SettingsText.name("x".repeat(63) + "-y.yaml", "otherwise"));
  }

  private String read(String name) {
    return SettingsText.read(folder.resolve(name).toString(), "experiment", List.of("mnist-mlp"));
  }

  private String error(String name) {
    return assertThrows(WeftException.class, () -> read(name)).getMessage().replace(folder + "/", "");
  }

  @Test
  void aByteOrderMarkAndOtherLineEndsAreRead() throws IOException {
    Files.writeString(folder.resolve("bom.yaml"), "\ufeffname: a\r\ndescription: b\r\n");
    assertEquals("name: a\r\ndescription: b\r\n", read("bom.yaml"));
    assertEquals("b", ((Map<?, ?>) Settings.parse("x", read("bom.yaml")).root()).get("description"));
  }

  @Test
  void whatIsNoUtf8IsSaidToBe() throws IOException {
    Files.writeString(folder.resolve("16.yaml"), "name: a", StandardCharsets.UTF_16);
    Files.writeString(folder.resolve("16le.yaml"), "name: a", StandardCharsets.UTF_16LE);
    Files.writeString(folder.resolve("latin.yaml"), "name: ä", StandardCharsets.ISO_8859_1);
    assertEquals("16.yaml: this text is in UTF-16; save it as UTF-8.", error("16.yaml"));
    assertEquals("16le.yaml: this text is in UTF-16; save it as UTF-8.", error("16le.yaml"));
    assertEquals("latin.yaml: an experiment file is UTF-8 text; received other bytes.", error("latin.yaml"));
  }

  @Test
  void anotherEndingOrATypingErrorIsGuessed() throws IOException {
    Files.writeString(folder.resolve("mlp.yaml"), "name: a");
    Files.createDirectory(folder.resolve("run"));
    Files.writeString(folder.resolve("run/experiment.yaml"), "name: a");
    Files.createDirectory(folder.resolve("empty"));
    String none = "there is no experiment '%s': neither a file nor one of mnist-mlp. Did you mean '%s'?";
    assertEquals(none.formatted("mlp.yml", "mlp.yaml"), error("mlp.yml"));
    assertEquals(none.formatted("mlp", "mlp.yaml"), error("mlp"));
    assertEquals(none.formatted("mpl.yaml", "mlp.yaml"), error("mpl.yaml"));
    assertEquals("run is a folder; the experiment in it is run/experiment.yaml.", error("run"));
    assertEquals("empty is a folder; say which file in it is the experiment.", error("empty"));
  }
}
