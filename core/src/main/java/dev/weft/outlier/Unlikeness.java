package dev.weft.outlier;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.InnerValues;
import dev.weft.model.Graph;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * How unlike an image is to all that a network learned, and where it is unlike anything. The score is {@code max(0, e)
 * + (mean(d) + max(d)) / 2}: e is the energy {@code -ln sum exp(score)} of the classes' scores, d the {@linkplain
 * ClassDistance distances} of what some layers take, as it is and divided by its length, all in standard deviations of
 * images like the learned ones. A low energy is no reason to doubt a large distance, as networks are sure of noise,
 * too. The threshold is that which the wanted share of these images passes: the false alarms.
 *
 * <p>Energy: Liu et al., <a href="https://arxiv.org/abs/2010.03759">Energy-based Out-of-distribution Detection</a>
 * (2020).
 *
 * @param energy of the images
 * @param layers the distances, those of one layer one after the other; none where the network has no layers for it
 * @param falseAlarmRate the wanted share, above 0 and below 1
 * @param threshold above it an image is unlike anything learned
 * @param images how many images gave means, deviations and threshold
 * @param alarms how many of them are above the threshold
 * @param validated whether they were validation images; otherwise training images
 */
public record Unlikeness(
    Standard energy,
    List<OfLayer> layers,
    double falseAlarmRate,
    double threshold,
    int images,
    int alarms,
    boolean validated) {
  /** What a person reads behind the prediction of an image that is unlike anything learned. */
  public static final String WORDS = "unlike anything it learned";

  /** The share of images like the learned ones that are taken for unlike. */
  public static final double FALSE_ALARM_RATE = 0.01;

  /** What an image gets whose numbers are not finite. */
  public static final double MOST = 1e9;

  private static final int MOST_LEARNED = 2500;
  private static final int MOST_IMAGES = 10_000;
  private static final int BATCH = 256;
  private static final long SEED = 1;

  /**
   * A layer's part in the score.
   *
   * @param node whose value it is, as {@link InnerValues} has it
   */
  public record OfLayer(String node, ClassDistance distance, Standard standard) {}

  /**
   * @throws IllegalArgumentException if a number is not in its range
   */
  public Unlikeness {
    layers = List.copyOf(layers);
    if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
      throw new IllegalArgumentException(
          "a share of false alarms is above 0 and below 1; received " + falseAlarmRate + ".");
    }
    if (images < 1 || alarms < 0 || alarms > images) {
      throw new IllegalArgumentException(
          "of %s images 0 to all are false alarms; received %s.".formatted(images, alarms));
    }
  }

  /**
   * Learns it from a trained model.
   *
   * @param train what the model learned
   * @param validation what gives the threshold; where there are fewer than 99, training images do
   * @param threads how many share the work; they change no bit
   * @return empty where there are too few images for a threshold, or where the model gives numbers that are not finite
   */
  public static Optional<Unlikeness> fit(Model model, ImageSet train, Optional<ImageSet> validation, int threads) {
    boolean validated = validation.isPresent() && isEnough(validation.get());
    ImageSet learned = validated ? sample(train, MOST_LEARNED) : every(sample(train, 2 * MOST_LEARNED), 0);
    ImageSet others = validated ? sample(validation.get(), MOST_IMAGES) : every(sample(train, 2 * MOST_LEARNED), 1);
    if (!isEnough(others)) {
      return Optional.empty();
    }
    InnerValues values = InnerValues.of(model.network());
    try (Predictor predictor = model.predictor(values, threads)) {
      float[][] rows = rows(model, predictor, values, learned);
      return isFinite(rows)
          ? fit(values, rows, learned.labels(), learned.classes(), rows(model, predictor, values, others), validated)
          : Optional.empty();
    }
  }

  /** Of how many scores a threshold is the rank. */
  private static int rank(int images) {
    return (int) Math.ceil((images + 1) * (1 - FALSE_ALARM_RATE) - 1e-9);
  }

  private static boolean isEnough(ImageSet set) {
    return rank(set.size()) <= set.size();
  }

  private static ImageSet sample(ImageSet set, int most) {
    return set.size() <= most ? set : set.sample(most, SEED);
  }

  private static ImageSet every(ImageSet set, int remainder) {
    int[] rows = new int[(set.size() + 1 - remainder) / 2];
    Arrays.setAll(rows, i -> 2 * i + remainder);
    return set.subset(rows);
  }

  private static float[][] rows(Model model, Predictor predictor, InnerValues values, ImageSet set) {
    float[][] rows = new float[set.size()][];
    eachRow(model, predictor, values, set, (row, image) -> rows[image] = row);
    return rows;
  }

  private static void eachRow(
      Model model, Predictor predictor, InnerValues values, ImageSet set, ObjIntConsumer<float[]> use) {
    for (int from = 0; from < set.size(); from += BATCH) {
      int count = Math.min(BATCH, set.size() - from);
      float[] rows = predictor.predict(model.inputs(set, from, count));
      for (int i = 0; i < count; i++) {
        use.accept(Arrays.copyOfRange(rows, i * values.width(), (i + 1) * values.width()), from + i);
      }
    }
  }

  private static boolean isFinite(float[][] rows) {
    for (float[] row : rows) {
      for (float number : row) {
        if (!Float.isFinite(number)) {
          return false;
        }
      }
    }
    return true;
  }

  static Optional<Unlikeness> fit(
      InnerValues values, float[][] learned, int[] labels, int classes, float[][] others, boolean validated) {
    if (!isFinite(others)) {
      return Optional.empty();
    }
    Standard energy = Standard.of(Arrays.stream(others).mapToDouble(row -> energy(row, values.outputs())).toArray());
    List<OfLayer> layers = new ArrayList<>();
    int from = 2 * values.outputs();
    for (int i = 0; i < values.nodes().size(); i++) {
      for (boolean divided : new boolean[] {true, false}) {
        layers.add(
            layer(values.nodes().get(i), from, values.sizes().get(i), learned, labels, classes, others, divided));
      }
      from += values.sizes().get(i);
    }
    Unlikeness scored = new Unlikeness(energy, layers, FALSE_ALARM_RATE, 0, others.length, 0, validated);
    double[] rising = Arrays.stream(others).mapToDouble(row -> scored.of(row, values.outputs())).sorted().toArray();
    double threshold = rising[rank(rising.length) - 1];
    int alarms = (int) Arrays.stream(rising).filter(score -> score > threshold).count();
    return Optional.of(new Unlikeness(energy, layers, FALSE_ALARM_RATE, threshold, others.length, alarms, validated));
  }

  private static OfLayer layer(
      String node,
      int from,
      int size,
      float[][] learned,
      int[] labels,
      int classes,
      float[][] others,
      boolean divided) {
    ClassDistance distance = ClassDistance.fit(learned, from, size, labels, classes, divided);
    return new OfLayer(
        node, distance, Standard.of(Arrays.stream(others).mapToDouble(row -> distance.of(row, from)).toArray()));
  }

  /**
   * The network that gives what scores are made from.
   *
   * @throws IllegalArgumentException if it is of another network than this one
   */
  public InnerValues values(Graph network) {
    Map<String, Integer> sizeOfNode = new LinkedHashMap<>();
    layers.forEach(layer -> sizeOfNode.put(layer.node, layer.distance.size()));
    InnerValues values = InnerValues.of(network, List.copyOf(sizeOfNode.keySet()));
    List<Integer> sizes = List.copyOf(sizeOfNode.values());
    if (!values.sizes().equals(sizes)) {
      throw new IllegalArgumentException(
          "its layers must have the sizes %s, as the network's; received %s.".formatted(values.sizes(), sizes));
    }
    return values;
  }

  /** Whether it is of this network, and not of the bytes of an image, which may be of any size before it. */
  public boolean fits(Graph network) {
    try {
      values(network);
      return layers.stream().noneMatch(layer -> layer.node.equals(network.inputName()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The score of an image.
   *
   * @param row what {@link #values} gives for it
   * @param outputs how many outputs the network has
   */
  public double of(float[] row, int outputs) {
    double unsure = energy.of(energy(row, outputs));
    double mean = 0;
    double largest = Double.NEGATIVE_INFINITY;
    int from = 2 * outputs;
    for (int i = 0; i < layers.size(); i++) {
      boolean isNext = i > 0 && !layers.get(i).node.equals(layers.get(i - 1).node);
      from += isNext ? layers.get(i - 1).distance.size() : 0;
      double distance = layers.get(i).standard.of(layers.get(i).distance.of(row, from));
      mean += distance / layers.size();
      largest = Math.max(largest, distance);
    }
    double score = layers.isEmpty() ? unsure : Math.max(0, unsure) + (mean + largest) / 2;
    return Double.isFinite(score) ? Math.clamp(score, -MOST, MOST) : MOST;
  }

  /**
   * The scores of all images of a set.
   *
   * @param model the one that it was learned from
   * @param threads how many share the work; they change no bit
   */
  public double[] scores(Model model, ImageSet set, int threads) {
    InnerValues values = values(model.network());
    double[] scores = new double[set.size()];
    try (Predictor predictor = model.predictor(values, threads)) {
      eachRow(model, predictor, values, set, (row, image) -> scores[image] = of(row, values.outputs()));
    }
    return scores;
  }

  /** A single output s has the classes' scores -s and s. */
  private static double energy(float[] row, int outputs) {
    double largest = outputs == 1 ? Math.abs(row[1]) : Double.NEGATIVE_INFINITY;
    double sum = outputs == 1 ? 1 + Math.exp(-2 * largest) : 0;
    for (int i = outputs; outputs > 1 && i < 2 * outputs; i++) {
      largest = Math.max(largest, row[i]);
    }
    for (int i = outputs; outputs > 1 && i < 2 * outputs; i++) {
      sum += Math.exp(row[i] - largest);
    }
    return -largest - Math.log(sum);
  }

  /** Whether an image of this score is unlike anything learned. */
  public boolean isUnlike(double score) {
    return score > threshold;
  }
}
