package dev.weft.cli.cluster;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A whole Spark on this machine, as {@code SPARK_HOME} names it.
 *
 * @param submit its program {@code spark-submit}
 */
record SparkHome(Path submit) {
  private static final Pattern CORE = Pattern.compile("spark-core_(\\d+\\.\\d+)-(\\d+)\\.(\\d+)\\..*\\.jar");

  /** The first that runs on Java 25: the Hadoop of those before does not. */
  private static final String NEEDED = "Spark 4.2 or a later 4.x with Scala 2.13";

  /**
   * The one that the environment names, if it names one.
   *
   * @throws WeftException if Weft cannot work with it
   */
  static Optional<SparkHome> of(Map<String, String> environment) {
    String named = environment.getOrDefault("SPARK_HOME", "");
    return named.isBlank() ? Optional.empty() : Optional.of(in(Path.of(named)));
  }

  private static SparkHome in(Path folder) {
    Path submit = folder.resolve("bin").resolve(WINDOWS ? "spark-submit.cmd" : "spark-submit");
    if (!Files.isExecutable(submit)) {
      throw wrong("received %s, which has no bin/spark-submit".formatted(Quoted.text(folder)));
    }
    Matcher core = core(folder);
    boolean isRight = core.group(1).equals("2.13") && core.group(2).equals("4") && Integer.parseInt(core.group(3)) >= 2;
    if (!isRight) {
      throw wrong(
          "received Spark %s.%s with Scala %s in %s"
              .formatted(core.group(2), core.group(3), core.group(1), Quoted.text(folder)));
    }
    return new SparkHome(submit.toAbsolutePath());
  }

  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private static Matcher core(Path folder) {
    try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
      return jars.map(jar -> CORE.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .findFirst()
          .orElseThrow(() -> wrong("received %s, whose jars have no spark-core".formatted(Quoted.text(folder))));
    } catch (IOException e) {
      throw wrong("received %s, which has no folder jars to read".formatted(Quoted.text(folder)));
    }
  }

  private static WeftException wrong(String received) {
    return new WeftException(
        "SPARK_HOME must be the folder of %s; %s; set it to one, or unset it, and Weft fetches Spark's libraries."
            .formatted(NEEDED, received));
  }
}
