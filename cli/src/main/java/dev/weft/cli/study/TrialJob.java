package dev.weft.cli.study;

import dev.weft.Quoted;
import dev.weft.Seconds;
import dev.weft.cli.options.ExitCode;
import dev.weft.cli.terminal.Terminal;
import dev.weft.metrics.Metric;
import dev.weft.run.Warning;
import dev.weft.study.Interrupt;
import dev.weft.study.RunEvent;
import dev.weft.study.StudyRunner;
import dev.weft.study.StudyTrial;
import dev.weft.study.TrialArray;
import dev.weft.study.TrialResult;
import java.util.Locale;
import java.util.Optional;

/** {@code weft study FILE --trial INDEX}: one training of a study, beside other processes that train others. */
record TrialJob(TrialArray array, int index, Terminal terminal) {
  /** Trains it; the exit code says whether it may be tried again. */
  int run(StudyRunner runner) {
    StudyTrial trial = array.trials().get(index);
    terminal.note(
        String.format(
            Locale.ROOT,
            "%s: training %d (0 to %d), %s",
            array.study().name(),
            index,
            array.trials().size() - 1,
            Quoted.text(trial.name())));
    try (Interrupt interrupt = new Interrupt(() -> terminal.note("stopping after this step ..."))) {
      Optional<TrialResult> result = runner.events(this::note).stop(interrupt).run(trial);
      if (result.isEmpty()) {
        terminal.note("interrupted; the same index goes on from its checkpoint.");
        return ExitCode.INTERRUPTED;
      }
      terminal.out().println(line(result.get()));
      return result.get().hasFailed() ? ExitCode.TRIAL_FAILED : 0;
    }
  }

  private void note(RunEvent event) {
    switch (event) {
      case RunEvent.Warned(Warning warning) -> terminal.note("warning: " + warning.sentence());
      case RunEvent.Noted(String sentence) -> terminal.note("note: " + sentence);
      case RunEvent.NotRecorded(String sentence) -> terminal.note(sentence);
      case RunEvent.StudyBegan _, RunEvent.TrialBegan _, RunEvent.Profiled _ -> {}
    }
  }

  private static String line(TrialResult result) {
    String name = Quoted.text(result.trial().name());
    return result.hasFailed()
        ? "%s  %s: %s".formatted(name, result.state().word(), result.reason())
        : String.format(
            Locale.ROOT,
            "%s  test %.4f  %s  in %s",
            name,
            Metric.ACCURACY.in(result.test()),
            Seconds.text(result.seconds()),
            result.folder());
  }
}
