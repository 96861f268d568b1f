package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.image.Image;
import dev.weft.image.Intake;
import dev.weft.image.PrepareAs;
import dev.weft.image.PreparedImage;
import dev.weft.kernel.Pixels;
import dev.weft.model.Outputs;
import dev.weft.outlier.Unlikeness;
import dev.weft.outlier.UnlikenessPredictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model file that is asked about images of any size. Each becomes one as the model learned them: size, colours,
 * scaling, and photographs of digits as MNIST's images where the model learned such.
 *
 * <pre>{@code
 * try (ImageClassifier digits = ImageClassifier.read(Path.of("runs/b-cnn/model.keras"))) {
 *   System.out.println(digits.predict(Path.of("photo.jpg")));
 * }
 * }</pre>
 *
 * It may be asked by several threads.
 */
public final class ImageClassifier implements AutoCloseable {
  private final KerasModel file;
  private final Intake intake;
  private final Outputs outputs;
  private final float[] scale;
  private final float[] offset;
  private final UnlikenessPredictor predictor;
  private final Optional<Confidence> confidence;
  private final Optional<Unlikeness> unlikeness;

  private ImageClassifier(KerasModel file, Intake intake, boolean raw) {
    this.file = file;
    this.intake = intake;
    confidence = raw ? Optional.empty() : file.confidence();
    unlikeness = raw ? Optional.empty() : file.metadata().unlikeness();
    outputs = Outputs.of(file.model().network(), file.model().loss());
    scale = file.model().scaling().scale();
    offset = file.model().scaling().offset();
    predictor = new UnlikenessPredictor(file.model(), unlikeness, 1);
  }

  /**
   * What the model says of an image.
   *
   * @param className the likeliest class
   * @param probability of that class, 0 to 1; a score where the model gives none
   * @param unsure whether it is below the probability that the training's validation gave; false where there was none
   * @param probabilities (classes), in the order of {@link Metadata#classNames}; calibrated where the file says how
   * @param set the classes that hold the true one for {@link Confidence#shownSets}' share of images, the likeliest
   *     first; empty where the file does not say it
   * @param unlikeness how unlike the image is to all that the model learned; empty where the file does not say it
   * @param unlike whether it is unlike anything that the model learned; false where the file does not say it
   * @param seen what the network saw: (height, width, channels), unsigned bytes
   * @param notes what to know of how the image was read, a sentence each
   */
  public record Answer(
      String className,
      double probability,
      boolean unsure,
      float[] probabilities,
      List<String> set,
      OptionalDouble unlikeness,
      boolean unlike,
      byte[] seen,
      List<String> notes) {
    @Override
    public String toString() {
      String doubt = unlike ? " (" + Unlikeness.WORDS + ")" : ConformalSets.doubt(unsure, set, probabilities.length);
      return String.format(Locale.ROOT, "%s %.1f%%%s", className, 100 * probability, doubt);
    }
  }

  /**
   * Reads a {@code .keras} or {@code .h5} file.
   *
   * @throws WeftException if it cannot be read, or its network takes no images
   */
  public static ImageClassifier read(Path file) {
    return read(file, false);
  }

  /**
   * The same, with probabilities as the network gives them: not calibrated, without sets and unlikeness.
   *
   * @throws WeftException as {@link #read} does
   */
  public static ImageClassifier readRaw(Path file) {
    return read(file, true);
  }

  private static ImageClassifier read(Path file, boolean raw) {
    KerasModel model = KerasFile.read(file);
    return new ImageClassifier(
        model,
        model
            .intake()
            .orElseThrow(() ->
                new WeftException(
                    "%s must take images (height, width, 1 or 3); it takes %s."
                        .formatted(file, model.model().network().input()))),
        raw);
  }

  /** What the file says beside the network. */
  public Metadata metadata() {
    return file.metadata();
  }

  /**
   * What the model says of an image file.
   *
   * @throws WeftException if the image cannot be read
   */
  public Answer predict(Path image) {
    return predict(intake.read(image, PrepareAs.AUTO), PrepareAs.AUTO);
  }

  /** What the model says of an image that is prepared as the caller wants. */
  public Answer predict(Image image, PrepareAs as) {
    PreparedImage prepared = intake.apply(image, as, false);
    float[] inputs = new float[scale.length];
    Pixels.scale(prepared.pixels(), 0, scale, offset, inputs, 0);
    UnlikenessPredictor.Answers answers = predictor.predict(inputs);
    float[] row = answers.outputs();
    float[] given = outputs.perClass(row, row.length);
    double[] values = Confidence.applied(confidence, given);
    int best = 0;
    for (int label = 1; label < values.length; label++) {
      best = values[label] > values[best] ? label : best;
    }
    OptionalDouble below = confidence.map(Confidence::unsureBelow).orElse(file.metadata().unsureBelow());
    float[] probabilities = new float[values.length];
    for (int label = 0; label < values.length; label++) {
      probabilities[label] = (float) values[label];
    }
    List<String> names = file.metadata().classNames();
    return new Answer(
        names.get(best),
        probabilities[best],
        !outputs.areScores() && values[best] < below.orElse(Double.NEGATIVE_INFINITY),
        probabilities,
        Confidence.set(confidence, values).stream().map(names::get).toList(),
        answers.unlikeness().map(scores -> OptionalDouble.of(scores[0])).orElse(OptionalDouble.empty()),
        unlikeness.isPresent() && unlikeness.get().isUnlike(answers.unlikeness().orElseThrow()[0]),
        prepared.pixels(),
        prepared.notes());
  }

  /** Ends the threads of the predictor. */
  @Override
  public void close() {
    predictor.close();
  }
}
