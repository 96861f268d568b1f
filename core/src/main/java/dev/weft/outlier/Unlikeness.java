package dev.weft.outlier;

import dev.weft.Quoted;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.InnerValues;
import dev.weft.model.Graph;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

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
 * @param threshold above it an image is unlike anything learned. Scores are deviations from a mean, so it may be below
 *     0: of images that are alike but for a few
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
    requireOrder(layers);
  }

  /** The values of each node stand once in a row. */
  private static void requireOrder(List<OfLayer> layers) {
    Set<String> before = new HashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      String node = layers.get(i).node;
      boolean isNew = i == 0 || isNext(layers, i);
      if (isNew ? !before.add(node) : layers.get(i).distance.size() != layers.get(i - 1).distance.size()) {
        throw new IllegalArgumentException(
            "the distances of one layer follow each other, and are of as many numbers; received others for '%s'."
                .formatted(Quoted.text(node)));
      }
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
      float[][] rows = new float[learned.size()][];
      eachRow(model, predictor, values, learned, (row, image) -> rows[image] = row);
      return isFinite(rows)
          ? fit(
              values,
              rows,
              learned.labels(),
              learned.classes(),
              others.size(),
              use -> eachRow(model, predictor, values, others, use),
              validated)
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

  /** Calls from several threads, each once for every image. */
  private static void eachRow(
      Model model, Predictor predictor, InnerValues values, ImageSet set, ObjIntConsumer<float[]> use) {
    for (int from = 0; from < set.size(); from += BATCH) {
      int count = Math.min(BATCH, set.size() - from);
      float[] rows = predictor.predict(model.inputs(set, from, count));
      int first = from;
      IntStream.range(0, count)
          .parallel()
          .forEach(i -> use.accept(Arrays.copyOfRange(rows, i * values.width(), (i + 1) * values.width()), first + i));
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

  /**
   * @param learned rows, as {@link #values} gives them
   * @param images how many others there are
   * @param others gives the row of each to what it receives, from several threads perhaps
   */
  static Optional<Unlikeness> fit(
      InnerValues values,
      float[][] learned,
      int[] labels,
      int classes,
      int images,
      Consumer<ObjIntConsumer<float[]>> others,
      boolean validated) {
    List<OfLayer> layers = layers(values, learned, labels, classes);
    Unlikeness plain = new Unlikeness(Standard.NONE, layers, FALSE_ALARM_RATE, 0, images, 0, validated);
    double[][] parts = new double[images][];
    others.accept((row, image) -> parts[image] = plain.parts(row, values.outputs()));
    if (!Arrays.stream(parts).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    Standard energy = standard(parts, 0);
    List<OfLayer> scaled = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      scaled.add(new OfLayer(layers.get(i).node, layers.get(i).distance, standard(parts, 1 + i)));
    }
    Unlikeness scored = new Unlikeness(energy, scaled, FALSE_ALARM_RATE, 0, images, 0, validated);
    double[] rising = Arrays.stream(parts).mapToDouble(scored::score).sorted().toArray();
    double threshold = rising[rank(images) - 1];
    int alarms = (int) Arrays.stream(rising).filter(score -> score > threshold).count();
    return Optional.of(new Unlikeness(energy, scaled, FALSE_ALARM_RATE, threshold, images, alarms, validated));
  }

  private static List<OfLayer> layers(InnerValues values, float[][] learned, int[] labels, int classes) {
    List<OfLayer> layers = new ArrayList<>();
    int from = 2 * values.outputs();
    for (int i = 0; i < values.nodes().size(); i++) {
      int size = values.sizes().get(i);
      for (boolean divided : new boolean[] {true, false}) {
        ClassDistance distance = ClassDistance.fit(learned, from, size, labels, classes, divided);
        layers.add(new OfLayer(values.nodes().get(i), distance, Standard.NONE));
      }
      from += size;
    }
    return layers;
  }

  private static Standard standard(double[][] parts, int part) {
    return Standard.of(Arrays.stream(parts).mapToDouble(each -> each[part]).toArray());
  }

  /**
   * The network that gives what scores are made from.
   *
   * @throws IllegalArgumentException if it is of another network than this one, or lacks its layers
   */
  public InnerValues values(Graph network) {
    if (layers.isEmpty() && !InnerValues.of(network).nodes().isEmpty()) {
      throw new IllegalArgumentException("it must have distances of the network's layers; received none.");
    }
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
    return score(parts(row, outputs));
  }

  /** The energy of an image, and its distance in each layer. */
  private double[] parts(float[] row, int outputs) {
    double[] parts = new double[1 + layers.size()];
    parts[0] = energy(row, outputs);
    int from = 2 * outputs;
    for (int i = 0; i < layers.size(); i++) {
      from += isNext(layers, i) ? layers.get(i - 1).distance.size() : 0;
      parts[1 + i] = layers.get(i).distance.of(row, from);
    }
    return parts;
  }

  /** Whether a layer has another node than the one before. */
  private static boolean isNext(List<OfLayer> layers, int i) {
    return i > 0 && !layers.get(i).node.equals(layers.get(i - 1).node);
  }

  private double score(double[] parts) {
    double unsure = energy.of(parts[0]);
    double mean = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < layers.size(); i++) {
      double distance = layers.get(i).standard.of(parts[1 + i]);
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
