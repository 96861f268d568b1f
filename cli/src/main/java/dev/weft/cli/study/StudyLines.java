package dev.weft.cli.study;

import dev.weft.Quoted;
import dev.weft.Seconds;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.Progress;
import dev.weft.metrics.Metric;
import dev.weft.run.Warning;
import dev.weft.study.RunEvent;
import dev.weft.study.Study;
import dev.weft.study.StudyTrial;
import dev.weft.study.StudyWatcher;
import dev.weft.study.TrialResult;
import dev.weft.train.Callback;
import dev.weft.train.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells on the terminal how a study goes: a line for each training that ends, and where a person watches also one for
 * the whole and one for each training that runs.
 */
final class StudyLines implements StudyWatcher, Consumer<RunEvent> {
  private final Terminal terminal;
  private final Optional<String> cluster;
  private final int trials;
  private final double costOfAll;
  private final Map<String, Running> running = new LinkedHashMap<>();

  /** The ids of trainings with a line: each rung of a halving asks anew for those that ended. */
  private final Set<String> printed = new HashSet<>();

  private final Set<String> noted = new HashSet<>();

  private long began;
  private double costDone;
  private double costBefore;
  private int ended;

  /** How far a training is. */
  private static final class Running {
    private final StudyTrial trial;
    private double done;
    private double begun = -1;
    private String words = "";

    Running(StudyTrial trial) {
      this.trial = trial;
    }

    double cost() {
      return done * trial.cost();
    }
  }

  /**
   * @param cluster the address of the one that trains; empty for this machine
   */
  StudyLines(Terminal terminal, Study study, Optional<String> cluster) {
    this.terminal = terminal;
    this.cluster = cluster;
    trials = study.planned();
    List<StudyTrial> known = study.trials(); // those that are not known yet cost as much
    costOfAll = known.stream().mapToDouble(StudyTrial::cost).sum() * trials / known.size();
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Warned(Warning warning) -> terminal.note("warning: " + warning.sentence());
      case RunEvent.Noted(String sentence) -> terminal.note("note: " + sentence);
      case RunEvent.NotRecorded(String sentence) -> terminal.note(sentence);
      case RunEvent.StudyBegan began -> begin(began);
      case RunEvent.TrialBegan trial -> {}
      case RunEvent.Profiled profile -> {}
    }
  }

  private void begin(RunEvent.StudyBegan began) {
    terminal.progress(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, %s %s",
            began.study().name(),
            trainings(),
            division(began.workers(), Math.max(1, began.threads() / began.workers())),
            began.isResumed() ? "going on in" : "into",
            began.folder()));
  }

  private String trainings() {
    return String.format(Locale.ROOT, trials == 1 ? "%d training" : "%d trainings", trials);
  }

  private String division(int workers, int each) {
    String threads = each + (each == 1 ? " thread" : " threads");
    return cluster
        .map(address -> "on " + Quoted.text(address) + " with " + threads + " each")
        .orElse(workers + " at once with " + threads + (workers == 1 ? "" : " each"));
  }

  @Override
  public synchronized Callback started(StudyTrial trial, int threads) {
    if (began == 0) {
      began = System.nanoTime();
    }
    Running progress = new Running(trial);
    running.put(trial.id(), progress);
    return new Callback() {
      @Override
      public void note(String sentence) {
        StudyLines.this.note(trial, sentence);
      }

      @Override
      public void frozenOutputs(int images, int all) {
        words(progress, String.format(Locale.ROOT, "outputs of the frozen layers: %,d of %,d images", images, all));
      }

      @Override
      public void viewsEvaluated(String images, int views, int all) {
        words(progress, String.format(Locale.ROOT, "view %d of %d of the %s", views, all, images));
      }

      @Override
      public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
        if (progress.begun < 0 || terminal.mayShow()) {
          batch(progress, epoch, (step + 1.0) / steps, loss, accuracy);
        }
        return Verdict.CONTINUE;
      }
    };
  }

  @Override
  public synchronized Progress measuring(StudyTrial trial) {
    if (began == 0) {
      began = System.nanoTime();
    }
    Running measured = running.computeIfAbsent(trial.id(), _ -> new Running(trial));
    return new Progress() {
      @Override
      public void note(String sentence) {
        StudyLines.this.note(trial, sentence);
      }

      @Override
      public void count(String doing, long done, long total, String things) {
        if (terminal.mayShow()) {
          words(measured, String.format(Locale.ROOT, "%s: %,d of %,d %s", doing, done, total, things));
        }
      }
    };
  }

  /** Of sentences that differ in their numbers alone, the first. */
  private synchronized void note(StudyTrial trial, String sentence) {
    if (noted.add(sentence.replaceAll("[0-9]", ""))) {
      terminal.note("%s: %s".formatted(Quoted.text(trial.name()), sentence));
    }
  }

  private synchronized void batch(Running progress, int epoch, double part, double loss, double accuracy) {
    int epochs = progress.trial.experiment().training().epochs();
    progress.done = (epoch + part) / epochs;
    if (progress.begun < 0) {
      progress.begun = progress.done;
      costBefore += progress.cost();
    }
    words(
        progress,
        String.format(
            Locale.ROOT,
            "epoch %d/%d %3.0f%%  loss %.4f  accuracy %.4f",
            epoch + 1,
            epochs,
            100 * part,
            loss,
            accuracy));
  }

  private synchronized void words(Running progress, String words) {
    String name = Quoted.text(progress.trial.name(), Math.max(20, terminal.columns() - 50));
    progress.words = "  %s  %s".formatted(name, words);
    show();
  }

  private void show() {
    List<String> lines = new ArrayList<>();
    double done = costDone + running.values().stream().mapToDouble(Running::cost).sum();
    double seconds = (System.nanoTime() - began) * 1e-9;
    String whole = String.format(Locale.ROOT, "%d of %s, %.0f%%", ended, trainings(), 100 * done / costOfAll);
    if (done - costBefore > 0 && seconds > 2) {
      whole += ", " + Seconds.text((costOfAll - done) * seconds / (done - costBefore)) + " left";
    }
    lines.add(whole);
    running.values().forEach(progress -> lines.add(progress.words));
    terminal.status(lines.toArray(String[]::new));
  }

  @Override
  public synchronized void ended(TrialResult result) {
    Running progress = running.remove(result.trial().id());
    if (result.state() == TrialResult.State.STOPPED || !printed.add(result.trial().id())) {
      return;
    }
    boolean before = progress == null || progress.begun < 0; // at most measured now
    ended++;
    costDone += result.trial().cost();
    costBefore += before ? result.trial().cost() : 0;
    terminal.say(line(result, before));
  }

  private String line(TrialResult result, boolean before) {
    String head = String.format(Locale.ROOT, "[%d/%d] %s  ", ended, trials, result.trial().name());
    if (result.hasFailed()) {
      return head + result.state().word() + ": " + result.reason();
    }
    String scores =
        result.validation().isEmpty()
            ? ""
            : String.format(Locale.ROOT, "validation %.4f  ", accuracy(result.validation()));
    scores += String.format(Locale.ROOT, "test %.4f  ", accuracy(result.test()));
    return head + scores + Seconds.text(result.seconds()) + (before ? "  (before)" : "");
  }

  private static double accuracy(Map<String, Double> metrics) {
    return Metric.ACCURACY.in(metrics);
  }
}
