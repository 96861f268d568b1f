package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class DriverCommandTest {
  private static final List<String> ARGUMENTS = List.of("study", "my study.yaml", "--on", "spark://master:7077");

  @TempDir private Path temporary;
  private Path folder;
  private WeftJars weft;
  private DriverFolder left;

  @BeforeEach
  void install() throws Exception {
    folder = Files.createDirectory(temporary.resolve("a b,c"));
    weft = WeftJars.in(FakeWeft.lib(folder, "weft.jar"));
    left = DriverFolder.make();
  }

  @AfterEach
  void close() {
    left.close();
  }

  private DriverCommand command(String address, Map<String, String> settings) {
    return new DriverCommand(new ClusterAddress(address), settings, weft, left, ARGUMENTS);
  }

  private String jar(String name) {
    return folder.toUri().toString().replace(",", "%2C") + "lib/" + name;
  }

  private static String after(List<String> words, String option) {
    return words.get(words.indexOf(option) + 1);
  }

  @Test
  void sparkSubmitGetsTheClusterTheJarsTheSettingsAndTheArguments() throws Exception {
    Path home = FakeWeft.sparkHome(folder, "spark-core_2.13-4.2.0.jar", "");
    SparkHome spark = SparkHome.of(Map.of("SPARK_HOME", home.toString())).orElseThrow();
    ProcessBuilder builder =
        command("spark://master:7077", Map.of("spark.executor.memory", "4g", "spark.jars", "s3a://b/own.jar"))
            .submitted(spark);
    List<String> words = builder.command();
    assertEquals(home.resolve("bin/spark-submit").toString(), words.getFirst());
    assertEquals("spark://master:7077", after(words, "--master"));
    assertEquals("dev.weft.cli.Launch", after(words, "--class"));
    assertEquals("spark.executor.memory=4g", after(words, "--conf"));
    assertEquals(jar("weft.jar") + ",s3a://b/own.jar", after(words, "--jars"));
    Path lib = folder.resolve("lib");
    assertEquals(
        lib.resolve("spark/weft-spark.jar") + File.pathSeparator + lib.resolve("weft.jar"),
        after(words, "--driver-class-path"));
    assertTrue(
        after(words, "--driver-java-options").contains("\"--add-exports=java.base/jdk.internal.module=ALL-UNNAMED\""));
    assertEquals(lib.resolve("spark/weft-spark.jar").toString(), words.get(words.size() - 5));
    assertEquals(ARGUMENTS, words.subList(words.size() - 4, words.size()));
    assertEquals(System.getProperty("java.home"), builder.environment().get("JAVA_HOME"));
  }

  @Test
  void aProcessWithFetchedJarsHasWeftsBeforeThem() throws Exception {
    ProcessBuilder builder =
        command("local-cluster[2,1,1024]", Map.of("spark.driver.memory", "700m")).inProcess(folder.resolve("jars"));
    List<String> words = builder.command();
    assertEquals(Path.of(System.getProperty("java.home"), "bin/java").toString(), words.getFirst());
    assertTrue(words.contains("-Xmx700m"), words.toString());
    assertTrue(words.contains("-Dspark.master=local-cluster[2,1,1024]"), words.toString());
    assertTrue(words.contains("-Dspark.jars=" + jar("spark/weft-spark.jar") + "," + jar("weft.jar")), words.toString());
    assertTrue(words.contains("-Dweft.starter=" + ProcessHandle.current().pid()), words.toString());
    Path lib = folder.resolve("lib");
    assertEquals(
        String.join(
            File.pathSeparator,
            lib.resolve("spark/weft-spark.jar").toString(),
            lib.resolve("weft.jar").toString(),
            folder.resolve("jars/*").toString()),
        after(words, "-cp"));
    assertEquals("dev.weft.cli.Launch", words.get(words.size() - 5));
    assertEquals(ARGUMENTS, words.subList(words.size() - 4, words.size()));
    Path home = Path.of(builder.environment().get("SPARK_HOME"));
    assertEquals(folder.resolve("jars"), Files.readSymbolicLink(home.resolve("jars")));
    assertEquals("2.13", builder.environment().get("SPARK_SCALA_VERSION"));
  }

  @Test
  void jarsOfTheUsersComeAfterWefts() {
    List<String> words =
        command("spark://master:7077", Map.of("spark.jars", "s3a://b/own.jar"))
            .inProcess(folder.resolve("jars"))
            .command();
    String jars = jar("spark/weft-spark.jar") + "," + jar("weft.jar") + ",s3a://b/own.jar";
    assertTrue(words.contains("-Dspark.jars=" + jars), words.toString());
  }

  /** Its executor is the driver, which has them. */
  @Test
  void aClusterOfOneProcessNeedsNoJarsSent() {
    List<String> words = command("local[2]", Map.of()).inProcess(folder.resolve("jars")).command();
    assertFalse(words.stream().anyMatch(word -> word.startsWith("-Dspark.jars")), words.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.jars.packages", "spark.driver.extraClassPath", "spark.driver.extraJavaOptions"})
  void whatSparkSubmitAloneHeedsIsNotIgnored(String key) {
    DriverCommand command = command("local", Map.of(key, "any"));
    WeftException e = assertThrows(WeftException.class, () -> command.inProcess(folder.resolve("jars")));
    assertEquals(
        "--conf " + key + " is heeded by spark-submit alone; set SPARK_HOME to the folder of a Spark on this machine.",
        e.getMessage());
  }
}
