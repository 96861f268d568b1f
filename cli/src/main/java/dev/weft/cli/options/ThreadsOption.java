package dev.weft.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many threads compute. */
public final class ThreadsOption {
  private static final int MOST_BY_DEFAULT = 16;
  private static final int MOST = 1024;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads compute, by default one for each core; the results do not depend on it.")
  private Integer given;

  /** As it has to be typed again. */
  public String again() {
    return given == null ? "" : Again.option("--threads", given);
  }

  public int count() {
    return count(Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT));
  }

  /** So many where the option says nothing. */
  public int count(int usual) {
    int threads = given == null ? usual : given;
    if (threads < 1 || threads > MOST) {
      throw new WrongUse(spec, "--threads must be from 1 to " + MOST + "; received " + threads + ".");
    }
    return threads;
  }
}
