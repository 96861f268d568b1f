package dev.weft.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command and the driver that it starts, as two processes; the driver is a script. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Execution(ExecutionMode.CONCURRENT)
class SparkDriverTest {
  @TempDir private Path folder;

  /** A process that starts a driver, given a package's {@code lib} and the arguments of the command. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) {
      Terminal terminal = Terminal.ofProcess();
      WeftJars weft = WeftJars.in(Path.of(args[0]));
      SparkDriver driver =
          new SparkDriver(new ClusterAddress("spark://master:7077"), Map.of(), weft, System.getenv(), terminal);
      try {
        System.exit(driver.run(List.of(args).subList(1, args.length)));
      } catch (WeftException e) {
        terminal.error(e.getMessage());
        System.exit(1);
      }
    }
  }

  /** A process that ends with the one that started it, as a driver does. */
  static final class Driver {
    private Driver() {}

    public static void main(String[] args) throws InterruptedException {
      SparkDriver.endWithStarter();
      System.out.println("began");
      TimeUnit.SECONDS.sleep(60);
    }
  }

  private Process start(String script, String... args) throws IOException {
    Path home = FakeWeft.sparkHome(folder, "spark-core_2.13-4.2.0.jar", script);
    List<String> command = new ArrayList<>(java(Starter.class));
    command.add(FakeWeft.lib(folder, "weft.jar").toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    return builder.start();
  }

  private List<String> java(Class<?> main) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary,
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void await(Path file) throws InterruptedException {
    for (int i = 0; i < 1200 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void theDriversStreamsArgumentsAndExitCodeAreTheCommands() throws Exception {
    Process process =
        start("read line; echo \"$line\"; for word; do last=$word; done; echo \"$last\" >&2; exit 7", "a b");
    process.getOutputStream().write("typed\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertEquals("typed\na b\n", text(process));
    assertEquals(7, process.waitFor());
    assertEquals(List.of(), FakeWeft.names(folder.resolve("tmp")), "nothing is left");
  }

  @Test
  void whereTheCommandFailedSparksLogStaysAndIsNamed() throws Exception {
    String log = "for word; do case $word in *weft.spark.log=*) log=${word#*weft.spark.log=} ;; esac; done\n";
    Process process = start(log + "echo trouble >\"${log%%\\\"*}\"; exit 1");
    String text = text(process);
    assertTrue(text.startsWith("weft: Spark's log of this is " + folder.resolve("tmp")), text);
    assertEquals("trouble\n", Files.readString(Path.of(text.substring(text.indexOf('/')).strip())));
    assertEquals(1, process.waitFor());
  }

  @Test
  void aDriverThatIsKilledIsNamed() throws Exception {
    Process process = start("kill -9 $$");
    assertEquals("weft: the process with Spark was killed (exit code 137).\n", text(process));
    assertEquals(137, process.waitFor());
  }

  /** As Ctrl-C does it, but to the command alone; the driver has time to write its checkpoints. */
  @Test
  void theCommandEndsAfterTheDriverThatItAskedToEnd() throws Exception {
    Path began = folder.resolve("began");
    Path ended = folder.resolve("ended");
    Process process =
        start("trap 'sleep 2; : >%s; exit 130' TERM; : >%s; while :; do sleep 0.1; done".formatted(ended, began));
    await(began);
    process.toHandle().destroy(); // which leaves its streams
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(Files.exists(ended), text(process));
    assertEquals(143, process.exitValue());
    assertEquals(List.of(), FakeWeft.names(folder.resolve("tmp")), "nothing is left");
  }

  @Test
  void aDriverEndsWhenTheCommandIsGone() throws Exception {
    Process starter = new ProcessBuilder("sleep", "60").start();
    List<String> command = new ArrayList<>(java(Driver.class));
    command.add(1, "-Dweft.starter=" + starter.pid());
    Process driver = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertEquals("began", driver.inputReader(StandardCharsets.UTF_8).readLine());
    assertFalse(driver.waitFor(1, TimeUnit.SECONDS));
    starter.destroyForcibly().waitFor();
    assertTrue(driver.waitFor(30, TimeUnit.SECONDS));
    assertEquals(130, driver.exitValue());
  }

  /** Their machines have no Spark of their own. */
  @Test
  void whatSparkCannotReachByItsLibrariesAloneNeedsAWholeSpark() throws Exception {
    WeftJars weft = WeftJars.in(FakeWeft.lib(folder, "weft.jar"));
    SparkDriver driver = new SparkDriver(new ClusterAddress("yarn"), Map.of(), weft, Map.of(), Terminal.ofProcess());
    WeftException e = assertThrows(WeftException.class, () -> driver.run(List.of()));
    assertEquals("--on yarn needs a whole Spark on this machine; set SPARK_HOME to its folder.", e.getMessage());
  }
}
