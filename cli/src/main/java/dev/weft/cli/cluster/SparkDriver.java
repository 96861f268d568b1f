package dev.weft.cli.cluster;

import dev.weft.WeftException;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.terminal.Terminal;
import dev.weft.study.Interrupt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process beside this one that has Spark's libraries, and carries the command out. */
final class SparkDriver {
  /** The property that names the process that started a driver. */
  static final String STARTER = "weft.starter";

  /** The setting that names the jars of executors. */
  static final String JARS = "spark.jars";

  private static final int KILLED = 128;

  private final ClusterAddress cluster;
  private final Map<String, String> settings;
  private final WeftJars weft;
  private final Map<String, String> environment;
  private final Terminal terminal;
  private volatile boolean stopped;
  private volatile Process running;

  /**
   * @param settings Spark's, by their names
   * @param environment of this process
   */
  SparkDriver(
      ClusterAddress cluster,
      Map<String, String> settings,
      WeftJars weft,
      Map<String, String> environment,
      Terminal terminal) {
    this.cluster = cluster;
    this.settings = settings;
    this.weft = weft;
    this.environment = environment;
    this.terminal = terminal;
  }

  /** Ends this process, if it is a driver, when the one that started it is gone: the user may have killed that one. */
  static void endWithStarter() {
    Optional.ofNullable(System.getProperty(STARTER))
        .map(Long::valueOf)
        .ifPresent(starter ->
            Thread.ofVirtual()
                .start(() -> {
                  ProcessHandle.of(starter).ifPresent(process -> process.onExit().join());
                  System.exit(ExitCode.INTERRUPTED);
                }));
  }

  /**
   * Carries the command out; its streams are those of this process.
   *
   * @return its exit code
   * @throws WeftException if it cannot be started
   */
  int run(List<String> arguments) {
    Optional<SparkHome> home = SparkHome.of(environment);
    if (home.isEmpty() && cluster.needsSparkHome()) {
      throw new WeftException(
          "--on %s needs a whole Spark on this machine; set SPARK_HOME to its folder.".formatted(cluster.text()));
    }
    Path cache = SparkFetch.cache(environment, Path.of(System.getProperty("user.home")));
    SparkFetch fetch = new SparkFetch(weft.versions(), cache, environment, terminal);
    Optional<Path> jars = home.isPresent() ? Optional.empty() : fetch.jars();
    if (home.isEmpty() && jars.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    try (Interrupt interrupt = new Interrupt(this::stop);
        DriverFolder folder = DriverFolder.make()) {
      DriverCommand command = new DriverCommand(cluster, settings, weft, folder, arguments);
      ProcessBuilder builder = home.isPresent() ? command.submitted(home.get()) : command.inProcess(jars.orElseThrow());
      int code = run(builder);
      if (code != 0 && code != ExitCode.WRONG_USE && !interrupt.getAsBoolean()) {
        folder.keepLog(terminal);
      }
      return code;
    }
  }

  private int run(ProcessBuilder builder) {
    try {
      running = builder.inheritIO().start();
      if (stopped) {
        running.destroy();
      }
      int code = running.waitFor();
      if (code > KILLED && !stopped && code != ExitCode.INTERRUPTED) {
        terminal.error("the process with Spark was killed (exit code " + code + ").");
      }
      return code;
    } catch (IOException e) {
      throw new WeftException(
          "%s cannot be started (%s).".formatted(builder.command().getFirst(), WeftException.reason(e)), e);
    } catch (InterruptedException e) {
      stop();
      throw new IllegalStateException(e);
    }
  }

  private void stop() {
    stopped = true;
    Process there = running;
    if (there != null) {
      there.destroy(); // after Ctrl-C it knows already; after a signal to this process alone it does not
    }
  }
}
