package dev.weft.page.run;

import dev.weft.chart.ClassNames;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Experiment;
import dev.weft.page.KeyNumber;
import dev.weft.page.LineFigure;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Sprite;
import dev.weft.page.Table;
import dev.weft.run.LastValidation;
import dev.weft.run.TrainingProgress;
import dev.weft.run.Warning;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The page of a run that trains, or that did not come to its end: the sections of {@link RunPage} that can be had
 * already.
 *
 * @param run as its store has it
 * @param experiment empty of a run that an older Weft recorded
 * @param epochs that are over
 * @param progress empty before the first step
 * @param validation the last one; empty before it
 * @param images that were validated on; empty where they cannot be had
 * @param warnings what its settings and its curves say so far
 */
public record RunningPage(
    RunRecord run,
    Optional<Experiment> experiment,
    List<EpochResult> epochs,
    Optional<TrainingProgress> progress,
    Optional<LastValidation> validation,
    Optional<ImageSet> images,
    List<Warning> warnings) {
  private static final int MOST_BYTES = 300_000;

  public Page page() {
    return Page.of("run/running.jte", this);
  }

  /** What changes while it trains, as HTML by the id of the place. */
  public Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("live-status", Page.part("run/runningStatus.jte", this));
    parts.put("live-curves", Page.part("run/runningCurves.jte", this));
    parts.put("live-mistakes", Page.part("run/runningMistakes.jte", this));
    parts.put("live-classes", Page.part("run/runningClasses.jte", this));
    return parts;
  }

  String title() {
    return experiment.map(Experiment::name).orElse(run.experiment()) + " on " + run.dataset();
  }

  String origin() {
    return "Run %s · %s epochs at most"
        .formatted(run.name(), experiment.map(e -> e.training().epochs() + "").orElse("?"));
  }

  boolean isRunning() {
    return run.state() == RunState.RUNNING;
  }

  /** One sentence on how far it is. */
  String sentence() {
    if (!isRunning()) {
      String why = run.reason().isEmpty() ? "" : ": " + run.reason();
      return "It is %s after %s%s".formatted(run.state(), Numbers.of(run.epochs(), "epoch"), why.isEmpty() ? "." : why);
    }
    if (progress.isEmpty()) {
      return "It begins.";
    }
    TrainingProgress now = progress.get();
    if (epochs.size() >= now.epochs()) {
      return "All %s are over; it is being tested.".formatted(Numbers.of(now.epochs(), "epoch"));
    }
    return "It trains epoch %s of %s.".formatted(Numbers.count(now.epoch()), Numbers.count(now.epochs()));
  }

  /** How much of it is done, in percent. */
  String done() {
    return String.format(Locale.ROOT, "%.1f", 100 * progress.map(TrainingProgress::done).orElse(0.0));
  }

  List<KeyNumber> numbers() {
    List<KeyNumber> numbers = new ArrayList<>();
    if (isRunning()) {
      progress.ifPresent(now -> {
        double left = epochs.size() >= now.epochs() ? 0 : now.secondsLeft();
        numbers.add(new KeyNumber("Time left", Numbers.time(left), "at most, as fast as so far"));
        double rate = now.imagesPerSecond();
        numbers.add(
            new KeyNumber("Rate", Double.isFinite(rate) ? Numbers.count(Math.round(rate)) : "–", "images a second"));
        numbers.add(
            new KeyNumber(
                "This epoch", Numbers.percent(now.accuracy()), "right so far, loss " + Numbers.figure(now.loss())));
      });
    }
    if (!epochs.isEmpty() && epochs.getLast().validated()) {
      EpochResult last = epochs.getLast();
      numbers.add(
          new KeyNumber(
              "Validation",
              Numbers.percent(last.valAccuracy()),
              "after epoch %s, loss %s".formatted(last.epoch() + 1, Numbers.figure(last.valLoss()))));
    }
    return numbers;
  }

  List<LineFigure> curves() {
    return epochs.isEmpty() ? List.of() : RunPage.curves(epochs);
  }

  List<String> classNames() {
    return ClassNames.shown(validation.map(LastValidation::classNames).orElse(List.of()));
  }

  /** How many mistakes of how many images there are, and how many are shown. */
  String aboutMistakes() {
    return validation
        .map(last ->
            "After epoch %s, %s of %s were classified wrongly; of these the %s of which the network was surest."
                .formatted(
                    last.epoch(),
                    Numbers.count(last.wrong()),
                    Numbers.of(last.images(), "validation image"),
                    Numbers.count(last.mistakes().size())))
        .orElse("There was no validation yet.");
  }

  List<LastValidation.Mistake> mistakes() {
    return validation.map(LastValidation::mistakes).orElse(List.of());
  }

  /** Their images; fewer where they are large, none where the data set cannot be had here. */
  Optional<Sprite> sprite() {
    int[] indices = mistakes().stream().mapToInt(LastValidation.Mistake::image).toArray();
    return images.filter(set -> indices.length > 0).map(set -> Sprite.of(set, indices, MOST_BYTES));
  }

  String sureness(LastValidation.Mistake mistake) {
    boolean areScores = validation.orElseThrow().areScores();
    return areScores ? Numbers.figure(mistake.probability()) : Numbers.percent(mistake.probability());
  }

  /** What it is worth class by class; the worst of many. Empty of very many classes. */
  Optional<Table> classes() {
    return validation.flatMap(LastValidation::matrix).map(matrix -> new ClassTables(matrix, classNames()).worstFirst());
  }

  Optional<RunSettings> settings() {
    return experiment.map(RunSettings::of);
  }

  List<Section> contents() {
    return List.of(
        new Section("verdict", "State"),
        new Section("curves", "Learning curves"),
        new Section("mistakes", "Mistakes"),
        new Section("classes", "Classes"),
        new Section("settings", "Settings"));
  }

  String data() {
    return Script.data(Map.of("classes", classNames(), "letters", Script.LATER_LETTERS));
  }
}
