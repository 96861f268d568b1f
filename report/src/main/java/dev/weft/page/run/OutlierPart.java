package dev.weft.page.run;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.outlier.OutlierCount;
import dev.weft.keras.KerasModel;
import dev.weft.outlier.Unlikeness;
import dev.weft.page.Digits;
import dev.weft.page.EvaluationTime;
import dev.weft.page.Numbers;
import dev.weft.page.Sprite;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.source.DataPart;
import dev.weft.statistics.Wilson;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which test images are unlike anything that the network learned.
 *
 * @param images those that it was asked about, all test images where that takes seconds
 * @param scores of each image
 * @param sprite the most unlike images
 */
record OutlierPart(
    Unlikeness unlikeness, ImageSet images, int all, double[] scores, Sprite sprite, List<String> classNames) {
  private static final int SHOWN = 12;
  private static final int BINS = 40;
  private static final int MOST_BYTES = 400_000;
  private static final double MOST_SECONDS = 10;
  private static final int FEWEST = 100;
  private static final long SEED = 1;

  /** Empty where the model's file is gone or does not say it. */
  static Optional<OutlierPart> of(FinishedRun run, ImageSet test, List<String> classNames) {
    if (!Files.exists(run.folder().resolve(RunFolder.MODEL))) {
      return Optional.empty();
    }
    try {
      KerasModel file = run.kerasModel();
      return file.metadata().unlikeness().map(known -> of(file, known, some(run, test), test.size(), classNames));
    } catch (WeftException e) {
      return Optional.empty(); // a file that was changed since, of which the run's warnings tell
    }
  }

  /** All of them, unless the network takes long for them. */
  private static ImageSet some(FinishedRun run, ImageSet test) {
    double seconds = EvaluationTime.of(run);
    int most = seconds > MOST_SECONDS ? (int) (test.size() * MOST_SECONDS / seconds) : test.size();
    int count = Math.max(most, Math.min(FEWEST, test.size()));
    return count == test.size() ? test : test.sample(count, SEED);
  }

  private static OutlierPart of(
      KerasModel file, Unlikeness unlikeness, ImageSet images, int all, List<String> classNames) {
    double[] scores = unlikeness.scores(file.model(), images, Runtime.getRuntime().availableProcessors());
    return new OutlierPart(
        unlikeness, images, all, scores, Sprite.of(images, mostUnlike(scores), MOST_BYTES), classNames);
  }

  /** The images of the highest scores, the highest first. */
  private static int[] mostUnlike(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .limit(SHOWN)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** One of the images that are shown. */
  record Shown(String place, String className, String score, String which) {}

  List<Shown> shown() {
    int[] most = mostUnlike(scores);
    return IntStream.range(0, sprite.count())
        .mapToObj(slot -> {
          int image = most[slot];
          return new Shown(
              sprite.place(slot),
              classNames.get(images.label(image)),
              score(scores[image]),
              images.name(image).map(Quoted::line).orElse("#" + images.sourceIndex(image)));
        })
        .toList();
  }

  /** What the threshold is, and what it was made from. */
  String threshold() {
    Wilson alarms = new Wilson(unlikeness.alarms(), unlikeness.images());
    Digits digits = Digits.of(alarms.interval());
    return "An image is unlike anything that the network learned if its score of unlikeness is above %s, as %s of the %s %s that gave this threshold are: %s (95 %% interval %s)."
        .formatted(
            score(unlikeness.threshold()),
            Numbers.count(unlikeness.alarms()),
            Numbers.count(unlikeness.images()),
            (unlikeness.validated() ? DataPart.VALIDATION : DataPart.TRAIN).images(),
            digits.percent(alarms.accuracy()),
            digits.percent(alarms.interval()));
  }

  /** How many test images are above it. */
  String falseAlarms() {
    Wilson unlike = OutlierCount.unlike(unlikeness, scores);
    Digits digits = Digits.of(unlike.interval());
    String of = scores.length == all ? "" : " chosen of " + Numbers.count(all);
    return "Of %s%s, %s are above it: %s (95 %% interval %s). Where these show what the network learned, that is its rate of false alarms."
        .formatted(
            Numbers.of(scores.length, "test image"),
            of,
            Numbers.count(unlike.right()),
            digits.percent(unlike.accuracy()),
            digits.percent(unlike.interval()));
  }

  private static String score(double score) {
    return String.format(Locale.ROOT, "%.2f", score);
  }

  // ---- the histogram

  /** How many images have a score from one to another. */
  record Bin(double from, double to, int count) {}

  /** All scores, the highest in the last bin. */
  List<Bin> bins() {
    double low = Arrays.stream(scores).min().orElse(0);
    double high = highest();
    double width = high > low ? (high - low) / BINS : 1;
    int[] counts = new int[BINS];
    for (double score : scores) {
      counts[(int) Math.clamp((score - low) / width, 0, BINS - 1)]++;
    }
    return IntStream.range(0, BINS).mapToObj(i -> new Bin(low + i * width, low + (i + 1) * width, counts[i])).toList();
  }

  /** That the last bin holds higher scores, too; empty where it does not. */
  String aboutLast() {
    double most = Arrays.stream(scores).max().orElse(0);
    return most > highest() ? "The last bar holds all higher scores, up to %s.".formatted(score(most)) : "";
  }

  /** Few scores are far above the threshold: they are in the last bin, so that the others can be seen. */
  private double highest() {
    return Math.min(Arrays.stream(scores).max().orElse(0), 2 * Math.abs(unlikeness.threshold()) + 2);
  }

  Scale across() {
    return Scale.of(ValueRange.FITTED, bins().getFirst().from(), bins().getLast().to(), unlikeness.threshold());
  }

  Scale up() {
    return Scale.of(ValueRange.FROM_ZERO, 0, bins().stream().mapToInt(Bin::count).max().orElse(1));
  }

  static String percent(double part) {
    return Numbers.place(100 * part) + "%";
  }

  /** The space that the axis needs beside it. */
  String margins() {
    int left = Arrays.stream(up().lines()).mapToObj(up()::label).mapToInt(String::length).max().orElse(1);
    return "--left: %sch; --right: 0ch".formatted(left);
  }

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Bin bin : bins()) {
      rows.add(List.of(Cell.of(score(bin.from)), Cell.of(score(bin.to)), Cell.of((long) bin.count)));
    }
    return new Table("How many test images have which score", List.of("from", "to", "images"), rows);
  }
}
