package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark's libraries, fetched by a program in Maven's place. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SparkFetchTest {
  private static final SparkVersions VERSIONS = new SparkVersions("4.2.0", "2.13.18", "3.11.0");
  private static final String OR = " or set SPARK_HOME to the folder of a Spark that is on this machine.";

  /** As Maven does it: the folder is said by the last word. */
  private static final String BRINGS =
      """
      [ "$1 $2 $4" = "-B -f org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies" ] || exit 9
      grep -q '<artifactId>scala-library</artifactId><version>2.13.18<' "$3" || exit 8
      for word; do folder=${word#-DoutputDirectory=}; done
      mkdir "$folder"
      for jar in sql mllib; do echo >"$folder/spark-${jar}_2.13-4.2.0.jar"; done
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private SparkFetch fetch() {
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(err, err, new Terminal.Screen(false, false, false, 80));
    Map<String, String> environment = Map.of("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    return new SparkFetch(VERSIONS, folder.resolve("cache"), environment, terminal);
  }

  private void maven(String script) throws Exception {
    FakeWeft.program(folder.resolve("bin/mvn"), script);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void mavenBringsThemOnceAndThatIsSaid() throws Exception {
    maven(BRINGS);
    Path jars = fetch().jars().orElseThrow();
    assertEquals(folder.resolve("cache/spark/4.2.0/jars"), jars);
    assertEquals(List.of("spark-mllib_2.13-4.2.0.jar", "spark-sql_2.13-4.2.0.jar"), FakeWeft.names(jars));
    String sentence = "weft: fetching the libraries of Spark 4.2.0 with Maven, about 320 MB, this once, into %s ...\n";
    assertEquals(sentence.formatted(jars.getParent()), said());
    assertEquals(List.of("jars"), FakeWeft.names(jars.getParent()));
    maven("exit 1");
    assertEquals(jars, fetch().jars().orElseThrow());
    assertEquals(sentence.formatted(jars.getParent()), said(), "nothing is fetched again");
  }

  @Test
  void theMavenThatTheLauncherFetchedServesToo() throws Exception {
    FakeWeft.program(folder.resolve("cache/maven/apache-maven-3.9.11/bin/mvn"), BRINGS);
    SparkFetch plain = fetch();
    SparkFetch fresh = new SparkFetch(VERSIONS, plain.cache(), Map.of("PATH", tools()), plain.terminal());
    assertTrue(fresh.jars().isPresent());
  }

  /** A folder of what a shell needs, without a Maven of this machine. */
  private String tools() throws Exception {
    Path tools = folder.resolve("tools");
    for (String name : List.of("grep", "mkdir")) {
      String place = Files.exists(Path.of("/bin", name)) ? "/bin/" : "/usr/bin/";
      FakeWeft.program(tools.resolve(name), "exec " + place + name + " \"$@\"\n");
    }
    return tools.toString();
  }

  @Test
  void withoutMavenTheTwoWaysAreNamed() throws Exception {
    SparkFetch fresh = new SparkFetch(VERSIONS, folder.resolve("cache"), Map.of("PATH", tools()), fetch().terminal());
    WeftException e = assertThrows(WeftException.class, fresh::jars);
    assertEquals(
        "--on needs Spark's libraries, about 320 MB; install Maven, and Weft fetches them with it," + OR,
        e.getMessage());
    assertFalse(Files.exists(folder.resolve("cache")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [ERROR] Could not transfer artifact a:b from/to c: Unknown host d | Maven could not fetch Spark's libraries (Could not transfer artifact a:b from/to c: Unknown host d); connect to a network,
          [ERROR] Cannot access c in offline mode and the artifact a:b has not been downloaded. | Maven could not fetch Spark's libraries (Cannot access c in offline mode and the artifact a:b has not been downloaded); connect to a network,
          [ERROR] Could not find artifact a:b | Maven could not fetch Spark's libraries (Could not find artifact a:b); make 'mvn' work,
          The JAVA_HOME environment variable is not defined correctly, | Maven could not fetch Spark's libraries (The JAVA_HOME environment variable is not defined correctly,); make 'mvn' work,
          [INFO] nothing else | Maven could not fetch Spark's libraries (exit code 3); make 'mvn' work,
          """)
  void aMavenThatFailsIsHeard(String line, String sentence) throws Exception {
    maven("echo '%s'; mkdir jars; echo >jars/half.jar; exit 3".formatted(line));
    assertEquals(sentence + OR, failure());
  }

  @Test
  void aFullDiskIsNamedWhoeverFindsIt() throws Exception {
    maven("echo '[ERROR] a.jar: No space left on device'; exit 1");
    assertEquals(
        "Spark's libraries need 320 MB in %s, and its disk is full; free some, or set XDG_CACHE_HOME to a folder on another."
            .formatted(folder.resolve("cache/spark/4.2.0")),
        failure());
  }

  @Test
  void aMavenThatBringsTooLittleIsNotBelieved() throws Exception {
    maven("exit 0");
    assertEquals(
        "Maven (%s) brought no spark-sql_2.13; try again,".formatted(folder.resolve("bin/mvn")) + OR, failure());
  }

  @Test
  void whatAKilledStartLeftGoes() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path left = folder.resolve("cache/spark/4.2.0/.unfinished-" + gone.pid());
    Files.createDirectories(left.resolve("jars"));
    maven(BRINGS);
    assertTrue(fetch().jars().isPresent());
    assertFalse(Files.exists(left));
  }

  /** Nothing is left of a fetching that failed. */
  private String failure() throws Exception {
    String message = assertThrows(WeftException.class, () -> fetch().jars()).getMessage();
    assertEquals(List.of(), FakeWeft.names(folder.resolve("cache/spark/4.2.0")));
    return message;
  }

  @Test
  void theCacheIsTheUsers() {
    Path account = Path.of("/home/ada");
    assertEquals(Path.of("/home/ada/.cache/weft"), SparkFetch.cache(Map.of(), account));
    assertEquals(Path.of("/h/.cache/weft"), SparkFetch.cache(Map.of("HOME", "/h", "XDG_CACHE_HOME", "rel"), account));
    assertEquals(Path.of("/c/weft"), SparkFetch.cache(Map.of("HOME", "/h", "XDG_CACHE_HOME", "/c"), account));
  }
}
