package dev.weft.cli.model;

import dev.weft.Finite;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.cli.model.ImageArguments.Named;
import dev.weft.dataset.Scaling;
import dev.weft.image.Intake;
import dev.weft.image.PrepareAs;
import dev.weft.image.PreparedImage;
import dev.weft.kernel.Pixels;
import dev.weft.outlier.UnlikenessPredictor;
import dev.weft.outlier.UnlikenessPredictor.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads images on several threads and asks a model about many of them at a time. */
final class ImagePredictor implements AutoCloseable {
  /** Images that are decoded before the model is asked. */
  static final int BATCH = 256;

  private final UsedModel model;
  private final Intake intake;
  private final PrepareAs as;
  private final boolean invert;
  private final float[] scale;
  private final float[] offset;
  private final ExecutorService readers;
  private final UnlikenessPredictor predictor;

  ImagePredictor(UsedModel model, Intake intake, PrepareAs as, boolean invert, int threads) {
    this.model = model;
    this.intake = intake;
    this.as = as;
    this.invert = invert;
    Scaling scaling = model.model().scaling();
    scale = scaling.scale();
    offset = scaling.offset();
    readers = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    predictor = new UnlikenessPredictor(model.model(), model.unlikeness(), threads);
  }

  /** An image ready to be asked about, or the prediction that there is none. */
  private record Ready(PreparedImage image, Prediction failed) {}

  /** What the model says of each image, in their order, some at a time; the next are read meanwhile. */
  void predict(List<Named> images, Consumer<List<Prediction>> use) {
    List<Future<Ready>> next = reading(images, 0);
    for (int from = 0; from < images.size(); from += BATCH) {
      List<Future<Ready>> now = next;
      next = reading(images, from + BATCH);
      use.accept(predictions(images.subList(from, from + now.size()), now));
    }
  }

  private List<Future<Ready>> reading(List<Named> images, int from) {
    return images.stream().skip(from).limit(BATCH).map(image -> readers.submit(() -> read(image))).toList();
  }

  private List<Prediction> predictions(List<Named> images, List<Future<Ready>> reading) {
    List<Ready> ready = new ArrayList<>();
    for (Future<Ready> each : reading) {
      ready.add(result(each));
    }
    float[] inputs = inputs(ready);
    Answers answers = inputs.length == 0 ? new Answers(new float[0], Optional.empty()) : predictor.predict(inputs);
    List<Prediction> predictions = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < ready.size(); i++) {
      Ready each = ready.get(i);
      predictions.add(each.failed != null ? each.failed : prediction(images.get(i).name(), each.image, answers, at++));
    }
    return predictions;
  }

  private Ready read(Named image) {
    if (image.error() != null) {
      return new Ready(null, Prediction.failed(image.name(), image.error()));
    }
    try {
      return new Ready(image.reading().of(intake, as, invert), null);
    } catch (WeftException e) {
      return new Ready(null, Prediction.failed(image.name(), e.getMessage()));
    }
  }

  private static Ready result(Future<Ready> reading) {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeftException("the prediction was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private float[] inputs(List<Ready> ready) {
    int count = (int) ready.stream().filter(each -> each.failed == null).count();
    float[] inputs = new float[Math.multiplyExact(count, scale.length)];
    int at = 0;
    for (Ready each : ready) {
      if (each.failed == null) {
        Pixels.scale(each.image.pixels(), 0, scale, offset, inputs, at);
        at += scale.length;
      }
    }
    return inputs;
  }

  private Prediction prediction(String name, PreparedImage image, Answers answers, int sample) {
    int count = model.model().network().output().elements();
    float[] row = new float[count];
    System.arraycopy(answers.outputs(), sample * count, row, 0, count);
    OptionalDouble wrong = Finite.exception(row);
    if (wrong.isPresent()) {
      return Prediction.failed(
          name,
          "%s: the outputs of %s must be finite numbers; they hold %s."
              .formatted(name, model.name(), wrong.getAsDouble()));
    }
    double[] values = Confidence.applied(model.confidence(), model.outputs().perClass(row, count));
    return new Prediction(
        name,
        image.pixels(),
        values,
        Confidence.set(model.confidence(), values),
        answers.unlikeness().map(scores -> OptionalDouble.of(scores[sample])).orElse(OptionalDouble.empty()),
        image.notes(),
        model.hint(image.border(), invert),
        null);
  }

  @Override
  public void close() {
    readers.shutdownNow();
    predictor.close();
  }
}
