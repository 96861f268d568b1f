package dev.weft.explain;

import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.AttributionMethod;
import dev.weft.explain.attribution.GradCam;
import dev.weft.explain.attribution.Ground;
import dev.weft.explain.attribution.InputGradient;
import dev.weft.explain.attribution.IntegratedGradients;
import dev.weft.explain.attribution.MapChecker;
import dev.weft.explain.attribution.Occlusion;
import dev.weft.explain.attribution.Region;
import dev.weft.explain.attribution.ScoredNetwork;
import dev.weft.explain.attribution.SmoothGrad;
import dev.weft.explain.embedding.Embeddings.Neighbour;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Explains what a model says of single images. Its results depend on the model, the image and the seed alone, not on
 * the number of threads. Not for more than one thread at a time.
 */
public final class Explainer implements AutoCloseable {
  private static final int REGIONS = 3;

  private final Shape image;
  private final ScoredNetwork network;
  private final MapChecker checker;
  private final List<AttributionMethod> methods;
  private final long seed;

  private Explainer(ScoredNetwork network, MapChecker checker, List<AttributionMethod> methods, long seed) {
    this.image = network.image();
    this.network = network;
    this.checker = checker;
    this.methods = List.copyOf(methods);
    this.seed = seed;
  }

  /**
   * One with all methods that a network allows: Grad-CAM needs a convolution.
   *
   * @param image the shape of its images, (height, width, channels)
   * @param seed decides the noise and the random weights of checks
   * @param threads how many share the work, at least 1
   * @throws IllegalArgumentException if the model takes inputs of another size
   */
  public static Explainer of(Model model, Shape image, long seed, int threads) {
    ScoredNetwork network = ScoredNetwork.of(model, image, threads);
    List<AttributionMethod> methods = new ArrayList<>();
    methods.add(Occlusion.of(image));
    methods.add(IntegratedGradients.of());
    methods.add(SmoothGrad.of());
    methods.add(new InputGradient());
    if (GradCam.isFor(network)) {
      methods.add(GradCam.of());
      methods.add(GradCam.plusPlus());
    }
    return new Explainer(network, MapChecker.of(model, network, seed, threads), methods, seed);
  }

  /** The methods, in the order of their maps. */
  public List<AttributionMethod> methods() {
    return methods;
  }

  /**
   * Explains an image.
   *
   * @param seen (height, width, channels), unsigned bytes, as the network takes them
   * @param probabilities (classes), as the network gives them
   * @param labels the classes to ask about; one that stands there again is left out
   * @param nearest the training images that the network sees most alike
   */
  public Explanation explain(byte[] seen, float[] probabilities, int[] labels, List<Neighbour> nearest) {
    List<OfClass> classes = Arrays.stream(labels).distinct().mapToObj(label -> ofClass(seen, label)).toList();
    return new Explanation(image, seen, probabilities, classes, List.copyOf(nearest));
  }

  private OfClass ofClass(byte[] seen, int label) {
    MapChecker.Noise noise = checker.noise(seen, label, Ground.BORDER, seed);
    List<CheckedMap> maps = new ArrayList<>();
    for (AttributionMethod method : methods) {
      Attribution attribution = method.attribute(network, seen, label);
      maps.add(
          new CheckedMap(
              attribution,
              checker.check(attribution, seen, Ground.BORDER, noise),
              Region.of(attribution.map(), image.size(0), image.size(1), REGIONS)));
    }
    return new OfClass(label, maps);
  }

  /** Ends its threads. */
  @Override
  public void close() {
    checker.close();
    network.close();
  }
}
