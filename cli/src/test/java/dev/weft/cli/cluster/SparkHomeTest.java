package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SparkHomeTest {
  @TempDir private Path folder;

  private static Optional<SparkHome> of(Path home) {
    return SparkHome.of(Map.of("SPARK_HOME", home.toString()));
  }

  private String wrong(Path home) {
    String message = assertThrows(WeftException.class, () -> of(home)).getMessage();
    String rule = "SPARK_HOME must be the folder of Spark 4.2 or a later 4.x with Scala 2.13; received ";
    String remedy = "; set it to one, or unset it, and Weft fetches Spark's libraries.";
    assertTrue(message.startsWith(rule) && message.endsWith(remedy), message);
    return message.substring(rule.length(), message.length() - remedy.length());
  }

  @Test
  void isWhatTheEnvironmentNames() {
    assertEquals(Optional.empty(), SparkHome.of(Map.of()));
    assertEquals(Optional.empty(), SparkHome.of(Map.of("SPARK_HOME", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.2.0", "4.2.1", "4.10.0", "4.3.0-SNAPSHOT"})
  void isOneThatRunsOnWeftsJava(String version) throws Exception {
    Path home = FakeWeft.sparkHome(folder, "spark-core_2.13-%s.jar".formatted(version), "");
    assertEquals(home.resolve("bin/spark-submit"), of(home).orElseThrow().submit());
  }

  @ParameterizedTest
  @CsvSource({"2.12, 3.5.1", "2.13, 3.5.1", "2.13, 4.1.0", "2.13, 5.0.0", "3.3, 4.2.0"})
  void anotherVersionIsNamed(String scala, String version) throws Exception {
    Path home = FakeWeft.sparkHome(folder, "spark-core_%s-%s.jar".formatted(scala, version), "");
    String shown = version.substring(0, version.lastIndexOf('.'));
    assertEquals("Spark %s with Scala %s in %s".formatted(shown, scala, home), wrong(home));
  }

  @Test
  void aFolderOfSomethingElseIsNamed() throws Exception {
    assertEquals(folder.resolve("none") + ", which has no bin/spark-submit", wrong(folder.resolve("none")));
    Path other = FakeWeft.sparkHome(folder, "other.jar", "");
    assertEquals(other + ", whose jars have no spark-core", wrong(other));
    Files.delete(other.resolve("jars/other.jar"));
    Files.delete(other.resolve("jars"));
    assertEquals(other + ", which has no folder jars to read", wrong(other));
  }
}
