package dev.weft.explain.attribution;

import dev.weft.SplitMix64;
import dev.weft.engine.Variable;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks maps of one image, see {@link MapCheck}. The maps of noise are the same for all of them. See Adebayo et al.,
 * <a href="https://arxiv.org/abs/1810.03292">Sanity Checks for Saliency Maps</a> (2018).
 */
public final class MapChecker implements AutoCloseable {
  /** So that a map of noise is the best of all with a chance of one in twenty. */
  private static final int NOISE_MAPS = 19;

  private static final int STEPS = 20;

  /** Pixels between two numbers of a map of noise. */
  private static final int GRAIN = 4;

  private final ScoredNetwork network;
  private final ScoredNetwork randomised;

  private MapChecker(ScoredNetwork network, ScoredNetwork randomised) {
    this.network = network;
    this.randomised = randomised;
  }

  /**
   * A checker of a model's maps.
   *
   * @param seed decides the random weights
   */
  public static MapChecker of(Model model, ScoredNetwork network, long seed, int threads) {
    return new MapChecker(network, ScoredNetwork.with(model, random(model, seed), network.image(), threads));
  }

  /** Fresh weights where training changes them; statistics of normalizations as they are. */
  private static List<Variable> random(Model model, long seed) {
    List<Variable> fresh = Variable.of(model.network(), seed);
    List<Variable> random = new ArrayList<>();
    for (int i = 0; i < fresh.size(); i++) {
      random.add(fresh.get(i).weight().trainable() ? fresh.get(i) : model.variables().get(i));
    }
    return random;
  }

  /** The curves of maps of noise for one image and class. */
  public record Noise(List<PixelCurves> curves) {}

  /**
   * The curves of maps of noise, as smooth as maps of networks are: a coarse grid of numbers, enlarged.
   *
   * @param seed decides the noise
   */
  public Noise noise(byte[] pixels, int label, Ground ground, long seed) {
    Shape image = network.image();
    int height = Math.ceilDiv(image.size(0), GRAIN);
    int width = Math.ceilDiv(image.size(1), GRAIN);
    SplitMix64 random = SplitMix64.of(seed);
    List<PixelCurves> curves = new ArrayList<>();
    for (int i = 0; i < NOISE_MAPS; i++) {
      float[] coarse = new float[height * width];
      for (int place = 0; place < coarse.length; place++) {
        coarse[place] = (float) random.nextDouble();
      }
      curves.add(PixelCurves.of(network, pixels, label, Enlargement.of(coarse, height, width, image), ground, STEPS));
    }
    return new Noise(curves);
  }

  /** Checks a map of an image. */
  public MapCheck check(Attribution attribution, byte[] pixels, Ground ground, Noise noise) {
    int label = attribution.label();
    PixelCurves curves = PixelCurves.of(network, pixels, label, attribution.map(), ground, STEPS);
    Attribution ofRandom = attribution.method().attribute(randomised, pixels, label);
    return new MapCheck(
        curves,
        noise.curves.stream().mapToDouble(PixelCurves::deletionArea).average().orElseThrow(),
        noise.curves.stream().mapToDouble(PixelCurves::insertionArea).average().orElseThrow(),
        (int) noise.curves.stream().filter(other -> other.gain() >= curves.gain()).count(),
        NOISE_MAPS,
        rankCorrelation(attribution.map(), ofRandom.map()));
  }

  /** Spearman's; 0 where one of both is the same everywhere. */
  static double rankCorrelation(float[] a, float[] b) {
    double[] x = ranks(a);
    double[] y = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < a.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }

  /** From 0; equal values share the mean of their ranks. */
  private static double[] ranks(float[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Ends its threads, not those of the network. */
  @Override
  public void close() {
    randomised.close();
  }
}
