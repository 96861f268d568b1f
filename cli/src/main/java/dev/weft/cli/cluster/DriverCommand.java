package dev.weft.cli.cluster;

import dev.weft.WeftException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a driver is started: by {@code spark-submit}, or as a Java process with Spark's jars.
 *
 * @param settings Spark's, by their names
 * @param arguments of the {@code weft} command
 */
record DriverCommand(
    ClusterAddress cluster, Map<String, String> settings, WeftJars weft, DriverFolder folder, List<String> arguments) {
  private static final String MAIN = "dev.weft.cli.Launch";
  private static final String MEMORY = "spark.driver.memory";

  /** What {@code spark-submit} alone heeds, as it has to be known before the driver starts. */
  private static final List<String> OF_SUBMIT =
      List.of("spark.driver.extra", "spark.driver.defaultJavaOptions", "spark.jars.", "spark.submit.", "spark.yarn.");

  /** By the {@code spark-submit} of a Spark on this machine, whose own settings hold, too. */
  ProcessBuilder submitted(SparkHome home) {
    List<String> command = new ArrayList<>(List.of(home.submit().toString(), "--master", cluster.text()));
    command.addAll(List.of("--name", "weft", "--class", MAIN));
    command.addAll(List.of("--driver-class-path", path(weft.all())));
    command.addAll(List.of("--driver-java-options", quoted(options())));
    command.addAll(List.of("--jars", jars(weft.libraries())));
    settings.forEach((key, value) -> {
      if (!key.equals(SparkDriver.JARS)) {
        command.addAll(List.of("--conf", key + "=" + value));
      }
    });
    command.add(weft.module().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /**
   * As a Java process with the options of this one and the jars of a folder.
   *
   * @throws WeftException if a setting is for {@code spark-submit} alone
   */
  ProcessBuilder inProcess(Path sparkJars) {
    for (String key : settings.keySet()) {
      if (OF_SUBMIT.stream().anyMatch(key::startsWith)) {
        throw new WeftException(
            "--conf %s is heeded by spark-submit alone; set SPARK_HOME to the folder of a Spark on this machine."
                .formatted(key));
      }
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ownOptions());
    if (settings.containsKey(MEMORY)) {
      command.add("-Xmx" + settings.get(MEMORY));
    }
    command.addAll(options());
    command.add("-Dspark.master=" + cluster.text());
    if (!cluster.isOneProcess()) {
      command.add("-D" + SparkDriver.JARS + "=" + jars(weft.all()));
    }
    // Of libraries that both have, Weft's are newer.
    command.addAll(List.of("-cp", path(weft.all()) + File.pathSeparator + sparkJars.resolve("*")));
    command.add(MAIN);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // Where executors run on this machine, they are started from there.
    builder.environment().put("SPARK_HOME", folder.home(sparkJars).toString());
    builder.environment().put("SPARK_SCALA_VERSION", weft.versions().scalaBinary());
    return builder;
  }

  /** Those of this process, but the archive of classes, which is for other jars, and agents, which are for it alone. */
  private static List<String> ownOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.matches("-XX:(SharedArchiveFile|ArchiveClassesAtExit)=.*|-(java)?agent.*"))
        .toList();
  }

  private List<String> options() {
    return List.of(
        "-Xlog:disable",
        "-XX:-PrintWarnings",
        "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dweft.terminal=" + Boolean.getBoolean("weft.terminal"),
        "-Dweft.terminal.out=" + Boolean.getBoolean("weft.terminal.out"),
        "-D" + SparkDriver.STARTER + "=" + ProcessHandle.current().pid(),
        "-Dweft.spark.log=" + folder.log(),
        "-Dlog4j2.configurationFile=classpath:weft-log4j2.properties",
        // weft.jar names a logger, too, which drops all
        "-Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider",
        "-Dslf4j.internal.verbosity=WARN");
  }

  private static String path(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** With those that the user's settings name. */
  private String jars(List<Path> own) {
    Stream<String> more = Stream.ofNullable(settings.get(SparkDriver.JARS)).filter(text -> !text.isBlank());
    return Stream.concat(own.stream().map(jar -> jar.toUri().toString().replace(",", "%2C")), more)
        .collect(Collectors.joining(","));
  }

  /** As one text, in which Spark finds the words again. */
  private static String quoted(List<String> options) {
    return options.stream()
        .map(option -> "\"" + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(" "));
  }
}
