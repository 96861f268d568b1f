package dev.weft.explain.attribution;

import dev.weft.SplitMix64;
import dev.weft.engine.Variable;
import dev.weft.model.Shape;
import dev.weft.statistics.Midranks;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  private final AskedModel asked;
  private final ScoredNetwork randomised;

  private MapChecker(AskedModel asked, ScoredNetwork randomised) {
    this.asked = asked;
    this.randomised = randomised;
  }

  /**
   * A checker of a model's maps.
   *
   * @param asked the same model
   * @param image the shape of its images, (height, width, channels)
   * @param seed decides the random weights
   * @param threads how many share the work, at least 1; they change no bit
   */
  public static MapChecker of(Model model, AskedModel asked, Shape image, long seed, int threads) {
    return new MapChecker(asked, ScoredNetwork.with(model, random(model, seed), image, threads));
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

  /**
   * What maps of noise come to on one image: the curves of each map and class. One more map of noise orders the pixels
   * that a map does not: so a map that says the same of all pixels is as good as noise.
   */
  public static final class Noise {
    private final PixelOrder order;
    private final List<List<PixelCurves>> curves;

    private Noise(PixelOrder order, List<float[]> maps) {
      this.order = order;
      curves = order.curves(maps);
    }

    private List<PixelCurves> of(int label) {
      return curves.stream().map(ofMap -> ofMap.get(label)).toList();
    }
  }

  /**
   * The curves of maps of noise, as smooth as maps of networks are: a coarse grid of numbers, enlarged.
   *
   * @param ground what covers pixels
   * @param seed decides the noise
   */
  public Noise noise(byte[] pixels, Ground ground, long seed) {
    SplitMix64 random = SplitMix64.of(seed);
    float[] ties = map(random);
    List<float[]> maps = Stream.generate(() -> map(random)).limit(NOISE_MAPS).toList();
    return new Noise(new PixelOrder(asked, pixels, randomised.image(), ground, ties, STEPS), maps);
  }

  private float[] map(SplitMix64 random) {
    Shape image = randomised.image();
    int height = Math.ceilDiv(image.size(0), GRAIN);
    int width = Math.ceilDiv(image.size(1), GRAIN);
    float[] coarse = new float[height * width];
    for (int place = 0; place < coarse.length; place++) {
      coarse[place] = (float) random.nextDouble();
    }
    return Enlargement.of(coarse, height, width, image);
  }

  /**
   * Checks maps of an image.
   *
   * @param noise of the same image
   * @return a check of each
   */
  public List<MapCheck> check(List<Attribution> attributions, byte[] pixels, Noise noise) {
    return attributions.stream()
        .map(each -> {
          Attribution ofRandom = each.method().attribute(randomised, pixels, each.label());
          return check(each.label(), each.map(), ofRandom.map(), noise);
        })
        .toList();
  }

  /**
   * Checks a map, whatever has made it.
   *
   * @param ofRandom what makes the same of the network with random weights
   */
  public MapCheck check(int label, float[] map, float[] ofRandom, Noise noise) {
    PixelCurves curves = noise.order.curves(List.of(map)).getFirst().get(label);
    List<PixelCurves> ofNoise = noise.of(label);
    return new MapCheck(
        curves,
        ofNoise.stream().mapToDouble(PixelCurves::deletionArea).average().orElseThrow(),
        ofNoise.stream().mapToDouble(PixelCurves::insertionArea).average().orElseThrow(),
        isFlat(map) ? NOISE_MAPS : (int) ofNoise.stream().filter(other -> other.gain() >= curves.gain()).count(),
        NOISE_MAPS,
        rankCorrelation(map, ofRandom));
  }

  private static boolean isFlat(float[] map) {
    for (float value : map) {
      if (value != map[0]) {
        return false;
      }
    }
    return true;
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

  private static double[] ranks(float[] values) {
    return Midranks.of(IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
  }

  /** Ends its threads, not those of the model. */
  @Override
  public void close() {
    randomised.close();
  }
}
