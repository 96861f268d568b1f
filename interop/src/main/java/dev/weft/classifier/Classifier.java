package dev.weft.classifier;

import dev.weft.Finite;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.dataset.Scaling;
import dev.weft.image.Image;
import dev.weft.image.ImageFile;
import dev.weft.image.ImageHeader;
import dev.weft.image.Intake;
import dev.weft.image.PrepareAs;
import dev.weft.image.PreparedImage;
import dev.weft.image.TooManyPixels;
import dev.weft.keras.KerasFile;
import dev.weft.kernel.Pixels;
import dev.weft.model.Shape;
import dev.weft.modelfile.ModelFiles;
import dev.weft.outlier.UnlikenessPredictor;
import dev.weft.outlier.UnlikenessPredictor.Answers;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A trained model that is asked about images of any size and kind. Each image becomes one as the model learned them:
 * upright, size, colours, scaling, and photographs of digits as MNIST's images where the model learned such.
 * Probabilities are calibrated where the model's file says how. It is what {@code weft predict} uses, and gives the
 * same bits.
 *
 * <pre>{@code
 * try (Classifier digits = Classifier.load(Path.of("runs/b-cnn"))) {
 *   Classification answer = digits.classify(Path.of("photo.jpg"));
 *   System.out.println(answer.best().name() + " " + answer.best().probability());
 * }
 * }</pre>
 *
 * Any number of threads may ask. An image gets the same bits alone, in any batch, and whoever else asks. As many images
 * are prepared and predicted at a time as {@link ClassifierOptions#threads} says, each by its caller, or by a platform
 * thread where that is a virtual one; the others wait. Who asks alone has all threads. The weights are there once, and
 * each thread has buffers of its own.
 *
 * <p>Measured of the network alone, on two cores that others used, too: 16 callers got 46,500 answers a second of
 * {@code b-cnn}, 39,400 where those who waited were predicted in one batch, and 22,300 where each batch had all
 * threads. Of MobileNetV2 64 callers got 214 and 211, and 99 % of the answers within 16 and 19 ms; without waiting it
 * was 197 ms.
 */
public final class Classifier implements AutoCloseable {
  /** Images that are prepared and predicted together. */
  private static final int BATCH = 256;

  private final TrainedModel model;
  private final Intake intake;
  private final ClassifierOptions options;
  private final float[] scale;
  private final float[] offset;
  private final int outputs;
  private final UnlikenessPredictor predictor;
  private final Turn turn;

  private Classifier(TrainedModel model, Intake intake, UnlikenessPredictor predictor, Turn turn) {
    this.model = model;
    this.intake = intake;
    options = model.options();
    Scaling scaling = model.model().scaling();
    scale = scaling.scale();
    offset = scaling.offset();
    outputs = model.model().network().output().elements();
    this.predictor = predictor;
    this.turn = turn;
  }

  /**
   * Reads a {@code .keras}, {@code .h5} or {@code .onnx} file, or the model in a run's folder.
   *
   * @throws WeftException if it cannot be read, its network takes no images, or a weight is no finite number
   */
  public static Classifier load(Path model) {
    return load(model, ClassifierOptions.of());
  }

  /**
   * The same with options.
   *
   * @throws WeftException as {@link #load(Path)} does
   * @throws IllegalArgumentException if an option does not fit the model
   */
  public static Classifier load(Path model, ClassifierOptions options) {
    Path file = Files.isDirectory(model) ? model.resolve(KerasFile.OF_RUN) : model;
    if (!file.equals(model) && !Files.exists(file)) {
      throw new WeftException(
          model + " must be a model file or the folder of a run; there is no " + KerasFile.OF_RUN + " in it.");
    }
    return of(TrainedModel.of(ModelFiles.read(file), model.toString(), options));
  }

  /**
   * One that asks a model, with the model's options.
   *
   * @throws WeftException if its network takes no images
   */
  public static Classifier of(TrainedModel model) {
    Intake intake =
        model
            .intake()
            .orElseThrow(() ->
                new WeftException(
                    "%s must take images (height, width, 1 or 3); it takes %s."
                        .formatted(model.name(), model.model().network().input())));
    int threads = model.options().threads();
    return new Classifier(
        model,
        intake,
        new UnlikenessPredictor(model.model(), model.unlikeness(), threads),
        new Turn(model.name(), threads));
  }

  /**
   * One that asks the same weights otherwise; closing it closes this one, too.
   *
   * @param raw whether probabilities are those of the network; they are where they are here
   */
  public Classifier asking(boolean raw, boolean invert, PrepareAs prepare) {
    ClassifierOptions other = options.raw(raw || options.raw()).invert(invert).prepare(prepare);
    return new Classifier(model.with(other), intake, predictor, turn);
  }

  /** One for each class, in the order of the outputs. */
  public List<String> classNames() {
    return model.classNames();
  }

  /** The network with its weights. */
  public Model model() {
    return model.model();
  }

  /** What is known of the model. */
  public TrainedModel trained() {
    return model;
  }

  /** The images that the network sees, (height, width, channels). */
  public Shape image() {
    return model.image().orElseThrow();
  }

  /**
   * What the model says of an image file.
   *
   * @throws WeftException if it is no image, is damaged, or has too many pixels; or if the outputs are not finite
   * @throws IllegalStateException if this classifier is closed
   */
  public Classification classify(Path file) {
    return turn.take(sharing -> only(prepare(file), sharing));
  }

  /**
   * What the model says of the bytes of an image file.
   *
   * @throws WeftException as for a file; the message names none
   * @throws IllegalStateException if this classifier is closed
   */
  public Classification classify(byte[] file) {
    return turn.take(sharing -> only(prepare(file), sharing));
  }

  /**
   * What the model says of an image in memory; its colour profile is passed over.
   *
   * @throws WeftException if its pixels are of an unusual kind or too many; or if the outputs are not finite
   * @throws IllegalStateException if this classifier is closed
   */
  public Classification classify(BufferedImage image) {
    return turn.take(sharing -> only(prepare(image), sharing));
  }

  /**
   * What the model says of a decoded image.
   *
   * @throws WeftException if the outputs are not finite
   * @throws IllegalStateException if this classifier is closed
   */
  public Classification classify(Image image) {
    return turn.take(sharing -> only(prepare(image), sharing));
  }

  /**
   * What the model says of the bytes of image files, in their order; several are decoded at a time.
   *
   * @throws WeftException of the first that cannot be classified, with its place in the list
   * @throws IllegalStateException if this classifier is closed
   */
  public List<Classification> classify(List<byte[]> files) {
    List<Classification> all = new ArrayList<>();
    for (int from = 0; from < files.size(); from += BATCH) {
      all.addAll(classify(files, from, Math.min(files.size(), from + BATCH)));
    }
    return all;
  }

  private List<Classification> classify(List<byte[]> files, int from, int to) {
    PreparedImage[] prepared = new PreparedImage[to - from];
    WeftException[] wrong = new WeftException[to - from];
    IntStream places = IntStream.range(0, to - from);
    (options.threads() > 1 ? places.parallel() : places)
        .forEach(i -> {
          try {
            prepared[i] = prepare(files.get(from + i));
          } catch (WeftException e) {
            wrong[i] = e;
          }
        });
    for (int i = 0; i < wrong.length; i++) {
      if (wrong[i] != null) {
        throw new WeftException(
            "image %s of %s: %s".formatted(from + i + 1, files.size(), wrong[i].getMessage()), wrong[i]);
      }
    }
    return classifyPrepared(Arrays.asList(prepared));
  }

  /**
   * An image file as the network takes it.
   *
   * @throws WeftException if it is no image, is damaged, or has too many pixels
   */
  public PreparedImage prepare(Path file) {
    if (limitsPixels()) {
      requireFew(ImageFile.header(file), file + ": ");
    }
    return prepare(intake.read(file, options.prepare()));
  }

  /**
   * The bytes of an image file as the network takes it.
   *
   * @throws WeftException as for a file; the message names none
   */
  public PreparedImage prepare(byte[] file) {
    if (limitsPixels()) {
      requireFew(ImageFile.header(file), "");
    }
    return prepare(intake.read(file, options.prepare()));
  }

  /**
   * An image in memory as the network takes it.
   *
   * @throws WeftException if its pixels are of an unusual kind or too many
   */
  public PreparedImage prepare(BufferedImage image) {
    requireFew(new ImageHeader(image.getHeight(), image.getWidth(), 1), "");
    return prepare(Image.of(image));
  }

  private boolean limitsPixels() {
    return options.maxPixels() < ImageFile.MOST_PIXELS;
  }

  private void requireFew(ImageHeader header, String where) {
    if (header.pixels() > options.maxPixels()) {
      String rule = "%sit may have at most %,d pixels; it has %d x %d; scale it down first.";
      throw new TooManyPixels(
          String.format(Locale.ROOT, rule, where, options.maxPixels(), header.width(), header.height()));
    }
  }

  /** A decoded image as the network takes it. */
  public PreparedImage prepare(Image image) {
    return intake.apply(image, options.prepare(), options.invert());
  }

  private Classification only(PreparedImage image, boolean sharing) {
    return classifications(List.of(image), sharing).getFirst();
  }

  /**
   * What the model says of images that are as it takes them, in their order.
   *
   * @throws WeftException if outputs are not finite
   * @throws IllegalArgumentException if an image has another size
   * @throws IllegalStateException if this classifier is closed
   */
  public List<Classification> classifyPrepared(List<PreparedImage> images) {
    return switch (images.size()) {
      case 0 -> List.of();
      case 1 -> turn.take(sharing -> classifications(images, sharing));
      default -> turn.use(() -> classifications(images, true));
    };
  }

  /**
   * The same on the caller's thread alone, and without waiting for others: for callers that have a core each.
   *
   * @throws WeftException if outputs are not finite
   * @throws IllegalStateException if this classifier is closed
   */
  public List<Classification> classifyAlone(List<PreparedImage> images) {
    return images.isEmpty() ? List.of() : turn.use(() -> classifications(images, false));
  }

  private List<Classification> classifications(List<PreparedImage> images, boolean sharing) {
    float[] inputs = inputs(images.stream().map(PreparedImage::pixels).toList());
    if (inputs.length != images.size() * scale.length) {
      throw new IllegalArgumentException("a prepared image must be one of %s; received several.".formatted(image()));
    }
    Answers answers = predictor.predict(inputs, sharing);
    List<Classification> all = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      all.add(classification(images.get(i), answers, i));
    }
    return all;
  }

  private Classification classification(PreparedImage image, Answers answers, int sample) {
    float[] row = Arrays.copyOfRange(answers.outputs(), sample * outputs, (sample + 1) * outputs);
    OptionalDouble wrong = Finite.exception(row);
    if (wrong.isPresent()) {
      throw new WeftException(
          "the outputs of %s must be finite numbers; they hold %s.".formatted(model.name(), wrong.getAsDouble()));
    }
    float[] given = model.outputs().perClass(row, outputs);
    double[] values = Confidence.applied(model.confidence(), given);
    double best = Arrays.stream(values).max().orElseThrow();
    OptionalDouble unlikeness =
        answers
            .unlikeness()
            .filter(scores -> model.unlikeness().isPresent())
            .map(scores -> OptionalDouble.of(scores[sample]))
            .orElse(OptionalDouble.empty());
    return new Classification(
        model.classNames(),
        values,
        model.outputs().areScores(),
        given,
        Confidence.set(model.confidence(), values),
        model.isUnsure(best),
        unlikeness,
        model.unlikeness().map(known -> known.isUnlike(unlikeness.getAsDouble())),
        image.pixels(),
        image.notes(),
        model.hint(image.border()));
  }

  /**
   * What the network gives for inputs that are scaled already, as Keras's {@code predict}.
   *
   * @param inputs (samples, input shape), at least one sample
   * @return (samples, outputs)
   * @throws IllegalArgumentException if the inputs are not whole samples
   * @throws IllegalStateException if this classifier is closed
   */
  public float[] predict(float[] inputs) {
    return inputs.length == scale.length
        ? turn.take(sharing -> predictor.predict(inputs, sharing).outputs())
        : turn.use(() -> predictor.predict(inputs).outputs());
  }

  /**
   * What the network takes for the bytes of images that are as it takes them: scaled.
   *
   * @param pixels (height, width, channels) each, or of several images one after another
   * @return (samples, input shape)
   * @throws IllegalArgumentException if these are not whole images
   */
  public float[] inputs(List<byte[]> pixels) {
    int samples = 0;
    for (byte[] bytes : pixels) {
      if (bytes.length == 0 || bytes.length % scale.length != 0) {
        throw new IllegalArgumentException(
            "an image must have %s bytes, as of %s; received %s.".formatted(scale.length, image(), bytes.length));
      }
      samples += bytes.length / scale.length;
    }
    float[] inputs = new float[Math.multiplyExact(samples, scale.length)];
    int at = 0;
    for (byte[] bytes : pixels) {
      for (int from = 0; from < bytes.length; from += scale.length) {
        Pixels.scale(bytes, from, scale, offset, inputs, at);
        at += scale.length;
      }
    }
    return inputs;
  }

  /** Waits for those who ask, then ends the threads; who asks later is refused. */
  @Override
  public void close() {
    turn.close(predictor::close);
  }
}
