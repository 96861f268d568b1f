package dev.weft.cli.study;

import dev.weft.cli.options.Again;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.UserOption;
import dev.weft.cli.options.WrongUse;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that divide the machine among trainings. */
final class PoolOptions {
  private static final int MOST = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many trainings run at once, by default one for each thread: that is fastest.")
  private Integer workers;

  @Mixin private ThreadsOption threads;

  @Mixin private UserOption user;

  /** Whose trainings they are. */
  String user() {
    return user.name();
  }

  /** The threads of all trainings together. */
  int threads() {
    return threads.count();
  }

  /**
   * The threads of each training on a cluster, where the cluster decides how many run at once.
   *
   * @throws WrongUse if the options say how many
   */
  int threadsOfEach() {
    if (workers != null) {
      throw new WrongUse(
          spec,
          "--workers does not go with --on: the cluster's slots decide how many trainings run at once; leave it out.");
    }
    return threads.count(1);
  }

  /** The threads of each training that is a job of its own. */
  int threadsOfAJob() {
    return threads.count(1);
  }

  /** How many of so many trainings the user lets run at once; empty where a cluster may choose. */
  OptionalInt atOnce(int trials) {
    return workers == null ? OptionalInt.empty() : OptionalInt.of(workers(trials));
  }

  /** As it has to be typed again. */
  String again() {
    return (workers == null ? "" : Again.option("--workers", workers)) + threads.again() + user.again();
  }

  /** How many of so many trainings run at once. */
  int workers(int trials) {
    if (workers != null && (workers < 1 || workers > MOST)) {
      throw new WrongUse(spec, "--workers must be from 1 to " + MOST + "; received " + workers + ".");
    }
    return Math.min(trials, workers == null ? threads() : workers);
  }
}
