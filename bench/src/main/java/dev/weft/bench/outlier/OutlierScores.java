package dev.weft.bench.outlier;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.InnerValues;
import dev.weft.experiment.TrialImages;
import dev.weft.explain.outlier.OtherImages;
import dev.weft.explain.outlier.Separation;
import dev.weft.outlier.Unlikeness;
import dev.weft.run.FinishedRun;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Scores of unlikeness side by side: of a run's network, against other sets and made-up images. Each has a threshold
 * that 1 % of the images like the learned ones pass. Arguments: the folder of a run on a named data set, and names of
 * other sets.
 */
public final class OutlierScores {
  private static final int LEARNED = 2500;
  private static final int MOST = 10_000;
  private static final int BATCH = 256;
  private static final long SEED = 1;
  private static final double ALARMS = 0.01;

  private final Model model;
  private final InnerValues values;
  private final Unlikeness unlikeness;
  private final float[][] learned;
  private final int[] labels;

  private OutlierScores(FinishedRun run, ImageSet learned) {
    model = run.model();
    unlikeness = run.kerasModel().metadata().unlikeness().orElseThrow();
    values = unlikeness.values(model.network());
    this.learned = rows(learned);
    labels = learned.labels();
  }

  public static void main(String[] args) {
    FinishedRun run = FinishedRun.read(Path.of(args[0]));
    ImageDataset data = Datasets.load(run.experiment().data().dataset());
    TrialImages images = TrialImages.of(run.experiment(), data);
    ImageSet train = images.train().sample(2 * LEARNED, SEED);
    ImageSet held = images.validation().orElse(train.range(LEARNED, 2 * LEARNED));
    Map<String, ImageSet> others = new LinkedHashMap<>();
    for (int i = 1; i < args.length; i++) {
      others.put(args[i], Datasets.load(args[i]).test());
    }
    for (OtherImages each : OtherImages.values()) {
      others.put(each.key(), each.of(data.test(), SEED));
    }
    new OutlierScores(run, train.range(0, LEARNED)).print(held, data.test(), others);
  }

  private void print(ImageSet held, ImageSet test, Map<String, ImageSet> others) {
    float[][] threshold = rows(held.size() > MOST ? held.sample(MOST, SEED) : held);
    float[][] own = rows(test);
    System.out.println("| score | false alarms | " + String.join(" | ", others.keySet()) + " |");
    System.out.println("|---|---:|" + "---:|".repeat(others.size()));
    Map<String, float[][]> rows = new LinkedHashMap<>();
    others.forEach((name, set) -> rows.put(name, rows(set)));
    scores(threshold)
        .forEach((name, score) -> {
          double[] rising = Arrays.stream(threshold).mapToDouble(score).sorted().toArray();
          double limit = rising[(int) Math.ceil((rising.length + 1) * (1 - ALARMS)) - 1];
          double[] ofOwn = Arrays.stream(own).mapToDouble(score).toArray();
          StringBuilder line = new StringBuilder("| " + name + " | " + percent(ofOwn, limit));
          rows.forEach((set, of) -> {
            double[] ofOthers = Arrays.stream(of).mapToDouble(score).toArray();
            Separation separation = Separation.of(ofOwn, ofOthers, SEED);
            line.append(
                String.format(
                    Locale.ROOT,
                    " | %.4f (%s), %s",
                    separation.area(),
                    separation.interval().words(),
                    percent(ofOthers, limit)));
          });
          System.out.println(line + " |");
        });
  }

  private static String percent(double[] scores, double limit) {
    long above = Arrays.stream(scores).filter(score -> score > limit).count();
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * above / scores.length);
  }

  private float[][] rows(ImageSet set) {
    float[][] rows = new float[set.size()][];
    try (Predictor predictor = model.predictor(values, Runtime.getRuntime().availableProcessors())) {
      for (int from = 0; from < set.size(); from += BATCH) {
        float[] out = predictor.predict(model.inputs(set, from, Math.min(BATCH, set.size() - from)));
        for (int i = 0; i < out.length / values.width(); i++) {
          rows[from + i] = Arrays.copyOfRange(out, i * values.width(), (i + 1) * values.width());
        }
      }
    }
    return rows;
  }

  private Map<String, ToDoubleFunction<float[]>> scores(float[][] held) {
    int last = values.sizes().size() - 1;
    int from = values.width() - values.sizes().get(last);
    ToDoubleFunction<float[]> energy = standard(this::energy, held);
    Map<String, ToDoubleFunction<float[]>> scores = new LinkedHashMap<>();
    scores.put("1 - best probability", this::uncertainty);
    scores.put("energy", energy);
    scores.put("Mahalanobis, last layer", new Mahalanobis(learned, labels, from)::of);
    scores.put("cosine to the 5th nearest, last layer", row -> nearest(row, from));
    scores.put("distance, last layer, divided by length", row -> distance(row, 2 * last));
    scores.put("distance, last layer, as it is", row -> distance(row, 2 * last + 1));
    scores.put("mean of the distances of all layers", this::mean);
    scores.put("energy + mean", row -> energy.applyAsDouble(row) + mean(row));
    scores.put("Weft: max(0, energy) + (mean + largest) / 2", row -> unlikeness.of(row, values.outputs()));
    return scores;
  }

  private static ToDoubleFunction<float[]> standard(ToDoubleFunction<float[]> score, float[][] held) {
    double[] scores = Arrays.stream(held).mapToDouble(score).toArray();
    double mean = Arrays.stream(scores).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElseThrow());
    return row -> (score.applyAsDouble(row) - mean) / deviation;
  }

  private double uncertainty(float[] row) {
    double best = 0;
    for (int i = 0; i < values.outputs(); i++) {
      best = Math.max(best, row[i]);
    }
    return 1 - best;
  }

  private double energy(float[] row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = values.outputs(); i < 2 * values.outputs(); i++) {
      largest = Math.max(largest, row[i]);
    }
    double sum = 0;
    for (int i = values.outputs(); i < 2 * values.outputs(); i++) {
      sum += Math.exp(row[i] - largest);
    }
    return -largest - Math.log(sum);
  }

  /** Each layer has two distances. */
  private double distance(float[] row, int number) {
    int before = values.sizes().stream().limit(number / 2).mapToInt(Integer::intValue).sum();
    Unlikeness.OfLayer of = unlikeness.layers().get(number);
    double distance = of.distance().of(row, 2 * values.outputs() + before);
    return (distance - of.standard().mean()) / of.standard().deviation();
  }

  private double mean(float[] row) {
    double sum = 0;
    for (int number = 0; number < unlikeness.layers().size(); number++) {
      sum += distance(row, number) / unlikeness.layers().size();
    }
    return sum;
  }

  private double nearest(float[] row, int from) {
    double[] cosines = new double[learned.length];
    for (int i = 0; i < cosines.length; i++) {
      double lengths = Math.sqrt(dot(row, row, from) * dot(learned[i], learned[i], from));
      cosines[i] = lengths == 0 ? 0 : dot(row, learned[i], from) / lengths;
    }
    Arrays.sort(cosines);
    return 1 - cosines[cosines.length - 5];
  }

  private static double dot(float[] a, float[] b, int from) {
    double sum = 0;
    for (int i = from; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
