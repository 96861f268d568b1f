package dev.weft.cli.study;

import dev.weft.cli.options.WrongUse;
import dev.weft.study.TrialArray;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a study that an array of jobs trains. */
final class JobOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--export-jobs",
      paramLabel = "DIR",
      description =
          "Train nothing: write jobs for Slurm and Kubernetes, of which each index trains one training into --out.")
  private Path export;

  @Option(
      names = "--trial",
      paramLabel = "INDEX",
      description =
          "Train one training of the study, as such a job does: 0 is the longest. Exit code 3 means that it failed by"
              + " itself.")
  private Integer trial;

  /** Where to write jobs; empty where none are wanted. */
  Optional<Path> export() {
    return Optional.ofNullable(export);
  }

  boolean isOneTrial() {
    return trial != null;
  }

  /**
   * Refuses what does not go with these options.
   *
   * @param tracks whether other programs are to follow
   * @param onSpark whether Spark is to train the study
   */
  void check(boolean resume, boolean overwrite, boolean tracks, boolean onSpark) {
    String name = export != null ? "--export-jobs" : "--trial";
    if (export == null && trial == null) {
      return;
    }
    if (export != null && trial != null) {
      throw new WrongUse(spec, "--export-jobs writes jobs and --trial is one of them; choose one of both.");
    }
    if (onSpark) {
      throw new WrongUse(spec, "--on has Spark train the study, and " + name + " is for jobs; choose one of both.");
    }
    if (trial != null && (resume || overwrite)) {
      throw new WrongUse(spec, "--trial goes on with its training by itself; leave out --resume and --overwrite.");
    }
    if (tracks) {
      throw new WrongUse(
          spec,
          name + " has no other program follow; leave out --tensorboard and --mlflow, and see 'weft runs export'.");
    }
  }

  /** The index of the one training. */
  int trial(TrialArray array) {
    int last = array.trials().size() - 1;
    if (trial < 0 || trial > last) {
      throw new WrongUse(spec, String.format(Locale.ROOT, "--trial must be from 0 to %d; received %d.", last, trial));
    }
    return trial;
  }
}
