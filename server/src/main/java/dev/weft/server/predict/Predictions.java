package dev.weft.server.predict;

import dev.weft.Finite;
import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.image.ImageFile;
import dev.weft.image.PreparedImage;
import dev.weft.image.TooManyPixels;
import dev.weft.model.Shape;
import dev.weft.server.http.Refusal;
import dev.weft.server.http.Request;
import dev.weft.server.http.Response;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.metrics.Counter;
import dev.weft.server.metrics.Histogram;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.model.ModelVersion;
import dev.weft.server.model.ServedModels;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** What all services do alike to get a prediction. */
final class Predictions {
  private final ServedModels models;
  private final WorkQueue work;
  private final Counter images;
  private final Histogram seconds;

  Predictions(ServedModels models, WorkQueue work, Metrics metrics) {
    this.models = models;
    this.work = work;
    images = metrics.counter("weft_images_total", "Images and samples that were predicted.", "model");
    seconds =
        metrics.histogram(
            "weft_prediction_seconds",
            "From the whole request to its prediction, with the time that it waited.",
            Histogram.SECONDS,
            "model");
  }

  ServedModels models() {
    return models;
  }

  /**
   * What a service answers.
   *
   * @param images how many it is about
   */
  record Answer(Response response, int images) {}

  /**
   * Asks a version of a network when its turn comes.
   *
   * @param number empty for the latest
   * @throws Refusal if there is none, or if there are too many requests
   */
  Response ask(String name, OptionalLong number, Function<ModelVersion, Answer> question) {
    models.version(name, number); // a wrong name need not wait
    long begun = System.nanoTime();
    Answer answer = work.run(() -> models.ask(name, number, question));
    images.add(answer.images, name);
    seconds.record((System.nanoTime() - begun) / 1e9, name);
    return answer.response;
  }

  /**
   * The version that a request's path names.
   *
   * @throws Refusal if it is no number
   */
  static OptionalLong number(Request request) {
    return number(request.variable("version"));
  }

  static OptionalLong number(String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new Refusal(400, "a version is a number from 1 on; received '%s'.".formatted(Quoted.text(text)));
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /**
   * An image file as the network takes it.
   *
   * @throws Refusal if it is no image, is damaged, or has too many pixels
   */
  static PreparedImage prepared(Classifier classifier, byte[] file) {
    if (file.length == 0) {
      throw new Refusal(400, "the body is an image file; received nothing; send it with curl --data-binary @FILE.");
    }
    try {
      return classifier.prepare(file);
    } catch (TooManyPixels e) {
      throw new Refusal(413, e.getMessage());
    } catch (WeftException e) {
      throw new Refusal(ImageFile.isImage(file) ? 422 : 415, e.getMessage());
    }
  }

  /**
   * What the network gives for image files, as it gives it.
   *
   * @return (files, outputs)
   */
  static float[] outputs(Classifier classifier, List<byte[]> files) {
    RequestLimits.requireFewPixels(files);
    List<byte[]> pixels = new ArrayList<>();
    for (byte[] file : files) {
      pixels.add(prepared(classifier, file).pixels());
    }
    return outputs(classifier, classifier.inputs(pixels));
  }

  /**
   * What the network gives for samples, as it gives it.
   *
   * @param inputs (samples, input shape)
   * @return (samples, outputs)
   */
  static float[] outputs(Classifier classifier, float[] inputs) {
    float[] outputs = classifier.predict(inputs);
    OptionalDouble wrong = Finite.exception(outputs);
    if (wrong.isPresent()) {
      throw new Refusal(
          422,
          "the network's outputs for these numbers are not finite (%s); send numbers of the size that it learned."
              .formatted(wrong.getAsDouble()));
    }
    return outputs;
  }

  /** The rows of an array, (samples, width). */
  static float[][] rows(float[] values, int samples) {
    float[][] rows = new float[samples][values.length / samples];
    for (int i = 0; i < samples; i++) {
      System.arraycopy(values, i * rows[i].length, rows[i], 0, rows[i].length);
    }
    return rows;
  }

  /**
   * @param received of each sample
   * @throws Refusal if the network takes samples of another shape, or if there are none
   */
  static void requireShape(ModelVersion version, int samples, List<Integer> received) {
    Shape wanted = version.classifier().model().network().input();
    if (samples == 0) {
      throw new Refusal(400, "there is at least one sample; received none.");
    }
    if (!wanted.sizes().equals(received)) {
      throw new Refusal(400, "each sample has the shape %s; received %s.".formatted(wanted.sizes(), received));
    }
  }
}
