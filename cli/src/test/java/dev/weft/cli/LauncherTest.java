package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.LauncherCheckout.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How the launcher {@code ./weft} builds and starts, with something in Maven's place. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {
  /** A Maven that makes a program of another program's. */
  private static final String BUILDS =
      """
      lib=${3%/pom.xml}/cli/target/weft/lib
      mkdir -p "$lib" && cp "$JAR" "$lib/weft.jar"
      """;

  @TempDir private Path folder;
  private LauncherCheckout checkout;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = new LauncherCheckout(folder);
  }

  private Answer start(String maven) throws Exception {
    return checkout.program("mvn", maven).start(Map.of(), "--version");
  }

  /** Where tests are skipped, as the launcher does, a module's jar of tests is not made. */
  @Test
  void noModuleNeedsAJarOfTestsToBeBuilt() throws Exception {
    for (String module : List.of("core", "interop", "study", "explain", "report", "server", "cli")) {
      String pom = Files.readString(Path.of("..", module, "pom.xml"));
      assertFalse(pom.replaceAll("(?s)<profiles>.*", "").contains("<type>test-jar</type>"), module);
    }
  }

  @Test
  void aBuildThatFailsShowsTheErrorsOnceAndWhereTheRestIs() throws Exception {
    Answer answer =
        start(
            """
            echo '[INFO] Building Weft core 0.1.0                                      [2/6]'
            echo '[ERROR] COMPILATION ERROR : '
            echo '[ERROR] Layer.java:[1,24] incompatible types'
            echo '[ERROR] Layer.java:[1,24] incompatible types'
            echo '[ERROR] -> [Help 1]'
            echo '[ERROR] '
            echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
            exit 1
            """);
    assertEquals(
        """
        weft: building (first use), which takes about a minute, and longer where libraries must be downloaded ...
        [ERROR] COMPILATION ERROR :\s
        [ERROR] Layer.java:[1,24] incompatible types

        weft: the build failed; its whole output is in LOG.
        """
            .replace("LOG", checkout.root().resolve("target/build.log").toString()),
        answer.text());
    assertEquals(1, answer.code());
    assertOnlyTheLogStays();
  }

  @Test
  void mentionsThatMavenDownloads() throws Exception {
    Answer answer = start("echo 'Downloaded from central: a.jar'; sleep 6; echo '[ERROR] no more'; exit 1\n");
    assertTrue(answer.has("weft: Maven downloads libraries that the build needs; this happens once.\n"), answer.text());
    assertEquals(1, answer.text().split("Maven downloads", -1).length - 1, answer.text());
  }

  /** Off a terminal, too, a long build shows now and then that it lives. */
  @Test
  void aLongBuildShowsThatItLives() throws Exception {
    Path script = checkout.root().resolve("weft");
    Files.writeString(script, Files.readString(script).replace("20", "2"));
    Answer answer = start("echo '[INFO] Building Weft core 0.1.0      [2/6]'; sleep 7; exit 1\n");
    assertTrue(answer.text().matches("(?s).*\nweft: building core \\(2 of 6\\), \\d+ s \\.\\.\\.\n.*"), answer.text());
  }

  /** Without links; not every system has them. */
  @Test
  void aFileNamesTheCurrentBuild() throws Exception {
    Answer first = built();
    assertTrue(first.has("weft: building (first use)"), first.text());
    assertTrue(first.has("build=one"), first.text());
    Path target = checkout.root().resolve("target");
    String name = Files.readString(target.resolve("current")).strip();
    assertTrue(Files.isRegularFile(target.resolve(name).resolve("lib/weft.jar")));
    assertFalse(built().has("building"), "nothing changed");
    TimeUnit.MILLISECONDS.sleep(10);
    Files.writeString(checkout.root().resolve("pom.xml"), "<!-- changed -->");
    Answer second = built();
    assertTrue(second.has("weft: building (sources changed)"), second.text());
    assertFalse(Files.readString(target.resolve("current")).strip().equals(name));
    assertTrue(Files.exists(target.resolve(name)), "who still runs the older build keeps it");
    try (var files = Files.list(target)) {
      assertFalse(files.anyMatch(Files::isSymbolicLink));
    }
  }

  /** Spark is large: only a command with {@code --on} has Maven download it, and then each build has the module. */
  @Test
  void theModuleOfSparkIsBuiltWhereACommandNeedsIt() throws Exception {
    String builds =
        BUILDS
            + """
            echo "$@" >>"$ASKED"
            case $* in *spark*)
              mkdir -p "${3%/pom.xml}/spark/target/weft/lib/spark"
              echo >"${3%/pom.xml}/spark/target/weft/lib/spark/weft-spark.jar" ;;
            esac
            """;
    checkout.program("mvn", builds);
    assertFalse(startedWith("study").has("Spark"));
    assertTrue(startedWith("study", "--on=local").has("weft: building (first use of Spark)"));
    assertFalse(startedWith("study", "--on", "local").has("building"));
    assertFalse(startedWith("study").has("building"));
    Files.writeString(checkout.root().resolve("pom.xml"), "<!-- changed -->");
    assertTrue(startedWith("study").has("weft: building (sources changed)"));
    assertEquals(
        List.of("-pl cli -am", "-P spark -pl cli,spark -am", "-P spark -pl cli,spark -am"),
        Files.readAllLines(folder.resolve("asked")).stream()
            .map(line -> line.replaceFirst("^-B -f \\S+ (.*) -Dmaven.test.skip=true package$", "$1"))
            .toList());
  }

  private Answer startedWith(String... arguments) throws Exception {
    String jar = ShownArguments.jar(folder).toString();
    String asked = folder.resolve("asked").toString();
    return checkout.start(Map.of("JAR", jar, "ASKED", asked), arguments);
  }

  @Test
  void aLockThatAKilledStartLeftIsTaken() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(checkout.root().resolve("target/building"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    assertTrue(built().has("build=one"));
    assertFalse(Files.exists(lock));
  }

  @Test
  void aLockWithoutANumberIsTakenAfterAWhile() throws Exception {
    Path lock = Files.createDirectories(checkout.root().resolve("target/building"));
    assertTrue(built().has("build=one"));
    assertFalse(Files.exists(lock));
  }

  @Test
  void aLockOfAnEarlierWeftIsTaken() throws Exception {
    Path lock = Files.createDirectories(checkout.root().resolve("target")).resolve("building");
    Files.createSymbolicLink(lock, Path.of("12345"));
    Files.createSymbolicLink(lock.resolveSibling("weft"), Path.of("weft-12345"));
    assertTrue(built().has("build=one"));
    assertFalse(Files.isSymbolicLink(lock));
    assertFalse(Files.isSymbolicLink(lock.resolveSibling("weft")));
  }

  @Test
  void oneOfTwoStartsBuildsAndTheOtherWaits() throws Exception {
    checkout.program("mvn", "sleep 6\n" + BUILDS);
    Process first = command().start();
    while (first.isAlive() && !Files.exists(checkout.root().resolve("target/building"))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Answer second = LauncherCheckout.ended(command().start());
    Answer one = LauncherCheckout.ended(first);
    assertTrue(one.has("building (first use)") && one.has("build=one"), one.text());
    assertTrue(second.has("another start is building; waiting") && second.has("build=one"), second.text());
    assertFalse(second.has("(first use)"), second.text());
  }

  private Answer built() throws Exception {
    checkout.program("mvn", BUILDS);
    return LauncherCheckout.ended(command().start());
  }

  private ProcessBuilder command() throws IOException {
    return checkout.command(Map.of("JAR", ShownArguments.jar(folder).toString()), "build=one");
  }

  private void assertOnlyTheLogStays() throws IOException {
    try (var files = Files.list(checkout.root().resolve("target"))) {
      assertEquals(List.of("build.log"), files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
