package dev.weft.cli.train;

import dev.weft.Counted;
import dev.weft.Decimal;
import dev.weft.Seconds;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.Profile;
import dev.weft.experiment.Training;
import dev.weft.experiment.TrainingStage;
import dev.weft.experiment.Trial;
import dev.weft.model.Graph;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import dev.weft.model.Size;
import dev.weft.run.Warning;
import dev.weft.study.RunEvent;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Monitor;
import dev.weft.train.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Shows on the terminal how a training goes: its beginning, its warnings, a line for each epoch and, where a person
 * watches, each moment.
 */
final class TrialLines implements Callback, Consumer<RunEvent> {
  /** What an epoch needs before its speed says something: the first steps are slow. */
  private static final double SECONDS_TO_JUDGE = 1;

  private final Terminal terminal;
  private final boolean showsProfile;
  private final Set<String> warned = new HashSet<>();
  private Path folder;
  private int epochs;
  private int stages;
  private int images;
  private int epoch = -1;
  private int firstStep;
  private long epochBegan;

  /** What each epoch costs, in pixels of an image: stages may have images of several sizes. */
  private double[] costs = {};

  private double costDone;
  private double secondsDone;

  /**
   * @param showsProfile whether to print where the time went
   */
  TrialLines(Terminal terminal, boolean showsProfile) {
    this.terminal = terminal;
    this.showsProfile = showsProfile;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Warned(Warning warning) -> warn(warning);
      case RunEvent.Noted(String sentence) -> terminal.note("note: " + sentence);
      case RunEvent.NotRecorded(String sentence) -> terminal.note(sentence);
      case RunEvent.TrialBegan began -> begin(began);
      case RunEvent.Profiled(Profile profile) when showsProfile -> terminal.say("weft: " + ProfileTable.of(profile));
      case RunEvent.Profiled hidden -> {}
      case RunEvent.StudyBegan study -> {}
    }
  }

  /** Shows a warning that was not shown before. */
  void warn(Warning warning) {
    if (warned.add(warning.sentence())) {
      terminal.note("warning: " + warning.sentence());
    }
  }

  private void begin(RunEvent.TrialBegan began) {
    Trial trial = began.trial();
    Training training = trial.experiment().training();
    folder = began.folder();
    epochs = training.epochs();
    stages = training.stages().size();
    images = trial.train().size();
    costs = costs(training, trial.train());
    String where =
        switch (began.start()) {
          case NEW -> "into";
          case CHECKPOINT -> "going on in";
          case AGAIN -> "from the start in";
        };
    terminal.progress(
        String.format(
            Locale.ROOT,
            "%s: %s parameters learn from %,d images of %s (epochs %s, batch size %d, seed %d, threads %d), %s %s",
            trial.experiment().name(),
            learning(trial.network()),
            images,
            trial.data().name(),
            epochs(training),
            training.batchSize(),
            training.seed(),
            began.threads(),
            where,
            began.folder()));
  }

  /** Such as {@code 54,410}, or {@code 650 of 56,714} where not all learn. */
  private static String learning(Graph network) {
    String learning = String.format(Locale.ROOT, "%,d", network.parameters(true));
    return network.parameters(false) == 0
        ? learning
        : String.format(Locale.ROOT, "%s of %,d", learning, network.parameters());
  }

  /** Of all stages, such as {@code 6 = 4 + 2}, as they may not be those of the file. */
  private static String epochs(Training training) {
    return training.stages().isEmpty()
        ? String.valueOf(training.epochs())
        : training.stages().stream()
            .map(stage -> String.valueOf(stage.epochs()))
            .collect(Collectors.joining(" + ", training.epochs() + " = ", ""));
  }

  private static double[] costs(Training training, ImageSet images) {
    Size own = Size.of(images.height(), images.width());
    return training.inStages().stream()
        .flatMapToDouble(stage -> DoubleStream.generate(() -> pixels(stage, own)).limit(stage.epochs()))
        .toArray();
  }

  private static double pixels(TrainingStage stage, Size own) {
    Size size = stage.imageSize() == null ? own : stage.imageSize();
    return (double) size.height() * size.width();
  }

  /** What the epochs from this one on cost. */
  private double costFrom(int epoch) {
    return Arrays.stream(costs, epoch, epochs).sum();
  }

  /** Where the run is, once it began. */
  Path folder() {
    return folder;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    epochBegan = System.nanoTime();
  }

  @Override
  public void stageBegin(int stage, Model model, Fit fit) {
    Graph network = model.network();
    terminal.say(
        String.format(
            Locale.ROOT,
            "stage %d of %d: %s, %,d of %,d parameters learn (%s, batch size %d)",
            stage,
            stages,
            Counted.of(fit.epochs(), "epoch"),
            network.parameters(true),
            network.parameters(),
            rate(model.optimizer()),
            fit.batchSize()));
  }

  private static String rate(Optimizer optimizer) {
    Schedule rate = optimizer.learningRate();
    return optimizer.kind()
        + (rate instanceof Schedule.Constant constant
            ? ", learning rate " + Decimal.text(constant.learningRate())
            : "");
  }

  @Override
  public void frozenOutputs(int images, int all) {
    if (terminal.mayShow()) {
      terminal.status(String.format(Locale.ROOT, "outputs of the frozen layers: %,d of %,d images", images, all));
    }
    epochBegan = System.nanoTime();
  }

  @Override
  public void viewsEvaluated(String images, int views, int all) {
    if (terminal.mayShow()) {
      terminal.status(
          String.format(Locale.ROOT, "test-time augmentation: view %d of %d of the %s", views, all, images));
    }
  }

  @Override
  public void note(String sentence) {
    terminal.note(sentence);
  }

  @Override
  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    if (epoch != this.epoch) {
      this.epoch = epoch;
      firstStep = step; // not 0 where an interrupted epoch goes on
    }
    if (terminal.mayShow()) {
      String line =
          String.format(
              Locale.ROOT, "%s %3d%%  loss %.4f  accuracy %.4f", name(epoch), 100 * (step + 1) / steps, loss, accuracy);
      double elapsed = elapsed();
      if (elapsed > SECONDS_TO_JUDGE) {
        double perStep = elapsed / (step - firstStep + 1);
        double epochsLeft = costFrom(epoch) / costs[epoch] - (step + 1.0) / steps;
        line += "  " + speed(steps * perStep) + "  " + Seconds.text(epochsLeft * steps * perStep) + " left";
      }
      terminal.status(line);
    }
    return Verdict.CONTINUE;
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    costDone += costs[result.epoch()];
    secondsDone += elapsed();
    epochBegan = System.nanoTime();
    StringBuilder line = new StringBuilder(name(result.epoch()));
    for (Monitor monitor : result.measured()) {
      line.append(String.format(Locale.ROOT, "  %s %.4f", monitor, monitor.of(result)));
    }
    double left = costFrom(result.epoch() + 1);
    List<String> more = new ArrayList<>(List.of(Seconds.text(result.seconds()), speed(result.seconds())));
    if (left > 0) {
      more.add(Seconds.text(left * secondsDone / costDone) + " left");
    }
    terminal.say(line.toString(), more.toArray(String[]::new));
    return Verdict.CONTINUE;
  }

  private double elapsed() {
    return (System.nanoTime() - epochBegan) * 1e-9;
  }

  private String name(int epoch) {
    String number = String.valueOf(epoch + 1);
    return "epoch " + " ".repeat(String.valueOf(epochs).length() - number.length()) + number + "/" + epochs;
  }

  private String speed(double epochSeconds) {
    return String.format(Locale.ROOT, "%,.0f images/s", images / epochSeconds);
  }
}
