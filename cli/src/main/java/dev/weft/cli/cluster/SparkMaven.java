package dev.weft.cli.cluster;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Maven, which brings Spark's libraries as the user's settings say: their mirrors and proxies hold. */
final class SparkMaven {
  private static final String OTHER_WAY = "or set SPARK_HOME to the folder of a Spark that is on this machine.";
  private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:%s:copy-dependencies";
  private static final Pattern NO_SPACE = Pattern.compile("(?i)no space left|quota exceeded|not enough space");
  private static final Pattern NO_NETWORK =
      Pattern.compile(
          "(?i)unknown ?host|name or service not known|name resolution|nodename nor servname|unreachable|refused"
              + "|timed out|no route to host|offline mode|could not transfer");

  private final Path program;
  private final Map<String, String> environment;
  private volatile boolean stopped;
  private volatile Process running;

  private SparkMaven(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = environment;
  }

  /**
   * The one on the {@code PATH}, or one that Weft's launcher fetched.
   *
   * @param cache Weft's folder in the user's cache
   * @throws WeftException if there is none
   */
  static SparkMaven find(Path cache, Map<String, String> environment) {
    List<Path> places = new ArrayList<>();
    for (String place : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      places.add(Path.of(place.isEmpty() ? "." : place));
    }
    try (Stream<Path> fetched = Files.list(cache.resolve("maven"))) {
      fetched.sorted().forEach(one -> places.add(one.resolve("bin")));
    } catch (IOException e) {
      // it fetched none
    }
    String name = System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
    return places.stream()
        .map(place -> place.resolve(name))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst()
        .map(program -> new SparkMaven(program, environment))
        .orElseThrow(() ->
            new WeftException(
                "--on needs Spark's libraries, %s; install Maven, and Weft fetches them with it, %s"
                    .formatted(SparkFetch.SIZE, OTHER_WAY)));
  }

  /** Ends what is going on. */
  void stop() {
    stopped = true;
    Process there = running;
    if (there != null) {
      there.destroy();
    }
  }

  /**
   * Copies Spark's libraries into the folder {@code jars} of a folder.
   *
   * @throws WeftException if they cannot be had
   * @throws IOException if the folder cannot be written
   */
  void copy(SparkVersions versions, Path into, Terminal terminal) throws IOException {
    Path pom = into.resolve("pom.xml");
    Path jars = into.resolve("jars");
    Files.writeString(pom, versions.pom());
    String goal = GOAL.formatted(versions.dependencyPlugin());
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "-B",
            "-f",
            pom.toString(),
            goal,
            "-DincludeScope=runtime",
            "-DoutputDirectory=" + jars);
    builder.directory(into.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    List<String> errors = new ArrayList<>();
    int code = run(builder, errors, terminal);
    if (code != 0) {
      throw failure(code, errors);
    }
    for (String needed : List.of("spark-sql_" + versions.scalaBinary(), "spark-mllib_" + versions.scalaBinary())) {
      if (!Files.isRegularFile(jars.resolve(needed + "-" + versions.spark() + ".jar"))) {
        throw new WeftException(
            "Maven (%s) brought no %s; try again, %s".formatted(Quoted.text(program), needed, OTHER_WAY));
      }
    }
  }

  private int run(ProcessBuilder builder, List<String> errors, Terminal terminal) throws IOException {
    try {
      running = builder.start();
      if (stopped) {
        running.destroy();
      }
      running.getOutputStream().close();
      int files = 0;
      try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.contains("Downloaded from")) {
            files++;
            terminal.status(String.format(Locale.ROOT, "weft: %d files downloaded", files));
          } else if (!line.isBlank() && !line.startsWith("[INFO]") && !line.startsWith("[WARNING]")) {
            errors.add(line);
          }
        }
      }
      return running.waitFor();
    } catch (InterruptedException e) {
      stop();
      throw new IllegalStateException(e);
    } finally {
      terminal.clear();
    }
  }

  static boolean saysFull(String text) {
    return NO_SPACE.matcher(text).find();
  }

  private WeftException failure(int code, List<String> errors) throws IOException {
    String all = String.join("\n", errors);
    if (saysFull(all)) {
      throw new IOException("no space left");
    }
    String first = errors.isEmpty() ? "exit code " + code : errors.getFirst().replaceFirst("^\\[ERROR] *", "");
    String remedy = NO_NETWORK.matcher(all).find() ? "connect to a network" : "make 'mvn' work";
    return new WeftException(
        "Maven could not fetch Spark's libraries (%s); %s, %s"
            .formatted(Quoted.text(first, 400).replaceFirst("\\.$", ""), remedy, OTHER_WAY));
  }
}
