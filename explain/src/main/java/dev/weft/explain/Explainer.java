package dev.weft.explain;

import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.explain.Answer.ConformalSet;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.attribution.AskedModel;
import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.AttributionMethod;
import dev.weft.explain.attribution.GradCam;
import dev.weft.explain.attribution.Ground;
import dev.weft.explain.attribution.InputGradient;
import dev.weft.explain.attribution.IntegratedGradients;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.MapChecker;
import dev.weft.explain.attribution.Occlusion;
import dev.weft.explain.attribution.Region;
import dev.weft.explain.attribution.ScoredNetwork;
import dev.weft.explain.attribution.SmoothGrad;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.image.PrepareAs;
import dev.weft.keras.KerasModel;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.outlier.Unlikeness;
import dev.weft.outlier.UnlikenessPredictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Explains what a model says of single images. Its results depend on the model, the image, the methods and the seed
 * alone, not on the number of threads. Not for more than one thread at a time.
 *
 * <pre>{@code
 * KerasModel model = KerasFile.read(Path.of("runs/b-cnn/model.keras"));
 * try (Explainer explainer = Explainer.of(model, 0, 4)) {
 *   Explanation why = explainer.explain(explainer.seen(Path.of("seven.png")));
 *   why.classes().getFirst().maps().forEach(map -> System.out.println(map.regions()));
 * }
 * }</pre>
 */
public final class Explainer implements AutoCloseable {
  private static final int REGIONS = 3;

  private final KerasModel model;
  private final Shape image;
  private final List<AttributionMethod> methods;
  private final Ground ground;
  private final long seed;
  private final AskedModel asked;
  private final Optional<Unlikeness> unlikeness;
  private final Optional<UnlikenessPredictor> askedOfUnlikeness;
  private final ScoredNetwork network;
  private final MapChecker checker;

  private Explainer(
      KerasModel model, Shape image, List<AttributionMethod> methods, Ground ground, long seed, int threads) {
    this.model = model;
    this.image = image;
    this.methods = List.copyOf(methods);
    this.ground = ground;
    this.seed = seed;
    asked = new AskedModel(model.model(), threads);
    unlikeness = model.metadata().unlikeness();
    askedOfUnlikeness = unlikeness.map(known -> new UnlikenessPredictor(model.model(), unlikeness, 1));
    network = ScoredNetwork.of(model.model(), image, threads);
    checker = MapChecker.of(model.model(), asked, image, seed, threads);
  }

  /**
   * One with all methods that a network allows, on the colour of an image's border.
   *
   * @param seed decides the noise and the random weights of checks
   * @param threads how many share the work, at least 1
   * @throws WeftException if the model takes no images
   */
  public static Explainer of(KerasModel model, long seed, int threads) {
    return of(model, methods(model), Ground.BORDER, seed, threads);
  }

  /**
   * One with chosen methods.
   *
   * @param methods at least one, in the order of their maps
   * @param ground what covers pixels where maps are checked
   * @throws WeftException if the model takes no images
   */
  public static Explainer of(KerasModel model, List<AttributionMethod> methods, Ground ground, long seed, int threads) {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("an explanation needs at least one method; received none.");
    }
    return new Explainer(model, image(model), methods, ground, seed, threads);
  }

  /**
   * The shape of the images that a model takes, (height, width, channels).
   *
   * @throws WeftException if it takes no images
   */
  public static Shape image(KerasModel model) {
    Preparation made =
        model
            .intake()
            .orElseThrow(() ->
                new WeftException(
                    "a model must take images (height, width, 1 or 3) to be explained; this one takes %s."
                        .formatted(model.model().network().input())))
            .preparation();
    return Shape.of(made.height(), made.width(), made.channels());
  }

  /** All methods that a model's network allows, with their defaults: Grad-CAM needs a convolution. */
  public static List<AttributionMethod> methods(KerasModel model) {
    Graph network = model.model().network();
    List<AttributionMethod> methods = new ArrayList<>();
    methods.add(Occlusion.of(image(model)));
    methods.add(IntegratedGradients.of());
    methods.add(SmoothGrad.of());
    methods.add(new InputGradient());
    if (GradCam.isFor(network)) {
      methods.add(GradCam.of());
      methods.add(GradCam.plusPlus());
    }
    return methods;
  }

  /**
   * What the network sees of an image file.
   *
   * @return (height, width, channels), unsigned bytes
   * @throws WeftException if it cannot be read
   */
  public byte[] seen(Path file) {
    Intake intake = model.intake().orElseThrow();
    return intake.apply(intake.read(file, PrepareAs.AUTO), PrepareAs.AUTO, false).pixels();
  }

  /**
   * Explains an image.
   *
   * @param seen (height, width, channels), unsigned bytes, as the network takes them
   * @param others the classes to ask about besides the predicted one, such as the true one
   * @throws IllegalArgumentException if the image or a class is none of the network's, or Grad-CAM is asked for where
   *     the network has no layer for it
   */
  public Explanation explain(byte[] seen, int... others) {
    return explain(seen, Optional.empty(), others);
  }

  /** The same with the nearest training images. */
  public Explanation explain(byte[] seen, NearestImages training, int... others) {
    return explain(seen, Optional.of(training), others);
  }

  /** The same with the nearest training images where these can be had. */
  public Explanation explain(byte[] seen, Optional<NearestImages> training, int... others) {
    Answer answer = answer(seen);
    MapChecker.Noise noise = checker.noise(seen, ground, seed);
    List<OfClass> classes =
        IntStream.concat(IntStream.of(answer.predicted()), IntStream.of(others))
            .distinct()
            .mapToObj(label -> ofClass(seen, label, noise))
            .toList();
    return new Explanation(
        image, seen, answer, classes, training.map(images -> images.to(seen)).orElse(List.of()), OptionalInt.empty());
  }

  private Answer answer(byte[] seen) {
    float[] values = asked.values(seen);
    Optional<Confidence> known = asked.givesScores() ? Optional.empty() : model.metadata().confidence();
    Optional<double[]> calibrated = known.map(by -> by.temperature().apply(doubles(values)));
    Optional<ConformalSet> set =
        known
            .flatMap(Confidence::shownSets)
            .map(sets -> new ConformalSet(sets.of(calibrated.orElseThrow()), sets.coverage()));
    OptionalDouble score =
        askedOfUnlikeness
            .map(of -> OptionalDouble.of(of.predict(asked.inputs(seen)).unlikeness().orElseThrow()[0]))
            .orElse(OptionalDouble.empty());
    boolean isUnlike = score.isPresent() && unlikeness.orElseThrow().isUnlike(score.getAsDouble());
    return new Answer(model.metadata().classNames(), values, asked.givesScores(), calibrated, set, score, isUnlike);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private OfClass ofClass(byte[] seen, int label, MapChecker.Noise noise) {
    List<Attribution> maps = methods.stream().map(method -> method.attribute(network, seen, label)).toList();
    List<MapCheck> checks = checker.check(maps, seen, noise);
    return new OfClass(
        label,
        IntStream.range(0, maps.size())
            .mapToObj(i -> new CheckedMap(maps.get(i), checks.get(i), regions(maps.get(i))))
            .toList());
  }

  private List<Region> regions(Attribution attribution) {
    return Region.of(attribution.map(), image.size(0), image.size(1), REGIONS);
  }

  /** Ends its threads. */
  @Override
  public void close() {
    checker.close();
    network.close();
    asked.close();
    askedOfUnlikeness.ifPresent(UnlikenessPredictor::close);
  }
}
