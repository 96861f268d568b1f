package dev.weft.cli.study;

import dev.weft.study.TrialArray;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Scripts for Slurm's {@code sbatch}.
 *
 * @param file the study's, absolute
 * @param logs the folder of the jobs' output, absolute
 * @param threads of each training
 * @param atOnce the most trainings at once; empty where the cluster decides
 */
record SlurmJobs(TrialArray array, JobCommand command, Path file, Path logs, int threads, OptionalInt atOnce) {
  /** Slurm's usual MaxArraySize is 1001, of indices from 0 to 1000. */
  private static final int MOST_INDICES = 1_000;

  private static final String THREADS = "\"${SLURM_CPUS_PER_TASK:-1}\"";

  /** The words for sbatch that both scripts have, and the memory that Java may take. */
  private static final String HEAD =
      """
      #!/bin/bash
      # %s
      # Change what your cluster wants otherwise; a line with ## is a proposal.
      #SBATCH --job-name=%s
      #SBATCH --output="%s"
      #SBATCH --open-mode=append
      #SBATCH --cpus-per-task=%s
      #SBATCH --mem=4G
      #SBATCH --requeue
      ##SBATCH --time=04:00:00
      ##SBATCH --partition=NAME
      """;

  private static final String BEGIN =
      """
      set -u
      # 'weft' must be on the PATH of the machines; another program: WEFT=/where/it/is sbatch ...
      weft=${WEFT:-weft}
      # Java takes 70 %% of the memory that Slurm gives the job, not of the machine's.
      if [ -n "${SLURM_MEM_PER_NODE:-}" ]; then
        export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:-} -XX:MaxRAM=${SLURM_MEM_PER_NODE}m"
      fi
      """;

  /** Each index trains one training; where there are more than a cluster has indices, each a thousandth. */
  String training() {
    int trials = array.trials().size();
    int indices = Math.min(trials, MOST_INDICES);
    String most = atOnce.isPresent() ? "%" + atOnce.getAsInt() : "";
    String what =
        String.format(
            Locale.ROOT,
            "Trains %s: %,d trainings, the longest first, as trials.csv numbers them.",
            array.study().name(),
            trials);
    return head(what, array.study().name(), "%A-%a.txt")
        + String.format(Locale.ROOT, "#SBATCH --array=0-%d%s%n", indices - 1, most)
        + BEGIN.formatted()
        + (trials == indices
            ? "exec \"$weft\" " + command.trial(file.toString(), "$SLURM_ARRAY_TASK_ID", THREADS) + "\n"
            : several(trials));
  }

  private String several(int trials) {
    return String.format(
        Locale.ROOT,
        """
        code=0
        for ((trial = SLURM_ARRAY_TASK_ID; trial < %d; trial += %d)); do
          "$weft" %s || code=$?
        done
        exit "$code"
        """,
        trials,
        MOST_INDICES,
        command.trial(file.toString(), "$trial", THREADS));
  }

  /** What writes the results down when the array has ended. */
  String collection() {
    return head(
            "Writes the results of %s down, when all is trained.".formatted(array.study().name()),
            array.study().name() + "-collect",
            "%j-collect.txt")
        + BEGIN.formatted()
        + "exec \"$weft\" "
        + command.collection(file.toString(), THREADS)
        + "\n";
  }

  private String head(String what, String name, String log) {
    String output = logs.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + "/" + log;
    return HEAD.formatted(what, name, output, threads);
  }
}
