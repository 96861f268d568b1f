package dev.weft.onnx;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.calibration.Confidence;
import dev.weft.dataset.Scaling;
import dev.weft.keras.KerasModel;
import dev.weft.kernel.Pixels;
import dev.weft.model.Outputs;
import dev.weft.onnx.OnnxOptions.Output;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the outputs of an ONNX file are from those of the model that was written, both computed by Weft.
 *
 * @param images how many were compared
 * @param largest the largest difference of a number
 * @param unread why Weft does not read the file, and so compared nothing; empty where it did
 */
public record OnnxComparison(int images, double largest, Optional<String> unread) {
  /** The largest difference of outputs up to 1; of larger ones it may be as many times as large. */
  private static final double MOST = 1e-4;

  /**
   * Writes a model as an ONNX file and compares it; the file appears whole and right, or not at all.
   *
   * @param pixels of images as the network takes them, one after the other
   * @throws WeftException if it cannot be written, or if outputs differ by more than rounding
   */
  public static OnnxComparison write(Path file, KerasModel model, OnnxOptions options, byte[] pixels) {
    return WholeFile.checked(
        file,
        unchecked -> {
          OnnxFile.write(unchecked, model, options);
          return of(unchecked, model, options, pixels);
        });
  }

  private static OnnxComparison of(Path file, KerasModel model, OnnxOptions options, byte[] pixels) {
    KerasModel read;
    try {
      read = OnnxFile.read(file);
    } catch (WeftException e) {
      String where = file + ": ";
      String why = e.getMessage();
      return new OnnxComparison(0, 0, Optional.of(why.startsWith(where) ? why.substring(where.length()) : why));
    }
    float[] expected = expected(model, options, scaled(model.model(), pixels));
    float[] found = read.model().predict(scaled(read.model(), pixels));
    int images = pixels.length / model.model().network().input().elements();
    if (found.length != expected.length) {
      throw new WeftException(
          "the file gives %s numbers for %s images, and the model %s; nothing was written; this is a fault of Weft."
              .formatted(found.length, images, expected.length));
    }
    OutputDifference difference = OutputDifference.of(expected, found);
    if (!(difference.most() <= MOST * Math.max(1, difference.largest()))) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "the file's outputs must be those of the model; they differ by %.3g on %d images; nothing was written;"
                  + " this is a fault of Weft.",
              difference.most(),
              images));
    }
    return new OnnxComparison(images, difference.most(), Optional.empty());
  }

  /** The bytes of images that nobody took: noise, as many as {@code features} each. */
  public static byte[] madeImages(int images, int features) {
    SplitMix64 random = SplitMix64.of(1);
    byte[] pixels = new byte[images * features];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return pixels;
  }

  /** What a model's network takes for the bytes of images. */
  public static float[] scaled(Model model, byte[] pixels) {
    Scaling scaling = model.scaling();
    float[] scale = scaling.scale();
    float[] offset = scaling.offset();
    float[] inputs = new float[pixels.length];
    for (int from = 0; from < pixels.length; from += scale.length) {
      Pixels.scale(pixels, from, scale, offset, inputs, from);
    }
    return inputs;
  }

  /** What a file of a model gives for inputs that are scaled. */
  static float[] expected(KerasModel model, OnnxOptions options, float[] inputs) {
    float[] outputs = model.model().predict(inputs);
    Outputs kind = Outputs.of(model.model().network(), model.model().loss());
    if (options.output() == Output.NETWORK || kind.areScores()) {
      return outputs;
    }
    int count = model.model().network().output().elements();
    int classes = Math.max(2, count);
    float[] given = kind.perClass(outputs, count);
    Optional<Confidence> confidence = options.output() == Output.CALIBRATED ? model.confidence() : Optional.empty();
    float[] expected = new float[outputs.length];
    float[] row = new float[classes];
    for (int i = 0; i < outputs.length / count; i++) {
      System.arraycopy(given, i * classes, row, 0, classes);
      double[] values = Confidence.applied(confidence, row);
      for (int j = 0; j < count; j++) {
        expected[i * count + j] = (float) values[count == 1 ? 1 : j];
      }
    }
    return expected;
  }
}
