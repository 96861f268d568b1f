package dev.weft.cli.cluster;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cluster.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that have a command's work done on a cluster; as made, without a cluster. */
public final class ClusterOption {
  /** Settings whose values Spark keeps out of its pages, too. */
  private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|token|access[.]?key).*");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--on",
      paramLabel = "URL",
      description = "Work on a cluster of Apache Spark: " + ClusterAddress.POSSIBLE + ".")
  private String address;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, such as spark.executor.memory=4g; once for each.")
  private List<String> settings = List.of();

  /** Whether a cluster is named. */
  public boolean isGiven() {
    if (address == null && !settings.isEmpty()) {
      throw new WrongUse(spec, "--conf is a setting of a cluster; say which cluster by --on.");
    }
    return address != null;
  }

  /** The cluster's address. */
  public String address() {
    return checked().text();
  }

  /** The cluster itself, in a process for which {@link #delegated} is empty. */
  public Cluster cluster() {
    return Cluster.here().orElseThrow();
  }

  /**
   * Has the whole command carried out by another process, where this one lacks the cluster's libraries.
   *
   * @return that process's exit code; empty where the command is carried out here
   * @throws WrongUse if the options are wrong
   * @throws WeftException if there can be no such process
   */
  public OptionalInt delegated(Terminal terminal) {
    ClusterAddress cluster = checked();
    Map<String, String> given = settings();
    if (Cluster.here().isPresent()) {
      if (System.getProperty(SparkDriver.STARTER) != null) {
        given.remove(SparkDriver.JARS); // who started this driver has put Weft's own before them
      }
      given.computeIfPresent(SparkDriver.JARS, ClusterOption::joined);
      given.forEach(System::setProperty); // where Spark looks for them
      SparkDriver.endWithStarter();
      return OptionalInt.empty();
    }
    if (System.getProperty(SparkDriver.STARTER) != null) {
      throw new WeftException("a driver has no weft-spark.jar among its libraries; install Weft anew.");
    }
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    return OptionalInt.of(new SparkDriver(cluster, given, WeftJars.here(), System.getenv(), terminal).run(arguments));
  }

  /** By spark-submit itself, the jar that executors need is in the property. */
  private static String joined(String key, String own) {
    String submitted = System.getProperty(key, "");
    return submitted.isEmpty() ? own : submitted + "," + own;
  }

  private ClusterAddress checked() {
    try {
      return new ClusterAddress(address);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : settings) {
      int end = setting.indexOf('=');
      if (end < 0 || !setting.startsWith("spark.")) {
        throw new WrongUse(
            spec,
            "--conf must be KEY=VALUE, where KEY begins with 'spark.'; received '%s'."
                .formatted(Quoted.text(shown(setting))));
      }
      if (setting.startsWith("spark.master=")) {
        throw new WrongUse(spec, "--conf must not set spark.master, as --on says which cluster it is; leave it out.");
      }
      all.put(setting.substring(0, end), setting.substring(end + 1));
    }
    return all;
  }

  /** As they have to be typed again; a secret is not shown. */
  public String again() {
    StringBuilder again = new StringBuilder(address == null ? "" : Again.option("--on", address));
    for (String setting : settings) {
      again.append(Again.option("--conf", shown(setting)));
    }
    return again.toString();
  }

  private static String shown(String setting) {
    String key = setting.replaceFirst("(?s)=.*", "");
    return SECRET.matcher(key).matches() ? key + "=..." : setting;
  }
}
