package dev.weft.modelfile;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.WeightsFile;
import dev.weft.onnx.OnnxComparison;
import dev.weft.onnx.OnnxFile;
import dev.weft.onnx.OnnxOptions;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import dev.weft.onnx.OutputDifference;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model as a file of another kind. The file appears only if its network, read back, gives what the model gives.
 *
 * @param images that both were asked about
 * @param difference of any output, at most, divided by the largest output
 * @param leftOut what the file cannot hold, a sentence each
 */
public record Conversion(int images, double difference, List<String> leftOut) {
  /** What rounding in another order of sums makes of outputs. */
  private static final double CLOSE = 1e-5;

  private static final int IMAGES = 10;

  /** A kind of model file that is written. */
  public enum Kind {
    KERAS(".keras"),
    WEIGHTS(".weights.h5"),
    ONNX(".onnx");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }

    /** The kind of a file's name; empty if it is none that is written. */
    public static Optional<Kind> named(Path file) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      for (Kind kind : values()) {
        if (name.endsWith(kind.ending)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Writes a model's file, or replaces the one that is there.
   *
   * @throws WeftException if it cannot be written, or if it gives other outputs; then what was there still is
   */
  public static Conversion write(KerasModel model, Path file, Kind kind) {
    return WholeFile.checked(
        file,
        unchecked -> {
          write(model, kind, unchecked);
          double difference = difference(model.model(), read(model, kind, unchecked));
          if (!(difference <= CLOSE)) {
            throw new WeftException(
                String.format(
                    Locale.ROOT,
                    "the outputs of %s must be those of the model; they differ by %.1e of the largest; nothing was"
                        + " written.",
                    file,
                    difference));
          }
          return new Conversion(IMAGES, difference, leftOut(model, kind));
        });
  }

  private static void write(KerasModel model, Kind kind, Path file) {
    switch (kind) {
      case KERAS -> KerasFile.write(file, model);
      case WEIGHTS -> WeightsFile.write(file, model.model());
      case ONNX -> OnnxFile.write(file, model, OnnxOptions.of().input(Input.SCALED).output(Output.NETWORK));
    }
  }

  private static Model read(KerasModel model, Kind kind, Path file) {
    if (kind != Kind.WEIGHTS) {
      return ModelFiles.read(file).model();
    }
    Model own = model.model();
    Model other = Model.compile(own.network(), own.optimizer(), own.loss(), own.seed());
    WeightsFile.read(file, other);
    return other;
  }

  /** Of the outputs for images of random bytes, scaled as the model's file says. */
  private static double difference(Model model, Model other) {
    byte[] pixels = OnnxComparison.madeImages(IMAGES, model.scaling().scale().length);
    float[] inputs = OnnxComparison.scaled(model, pixels);
    OutputDifference difference = OutputDifference.of(model.predict(inputs), other.predict(inputs));
    return difference.most() / Math.max(Float.MIN_NORMAL, difference.largest());
  }

  private static List<String> leftOut(KerasModel model, Kind kind) {
    List<String> leftOut = new ArrayList<>();
    boolean trains = model.model().trainedOtherwise().isEmpty();
    switch (kind) {
      case KERAS -> KerasFile.forWeftAlone(model.model().network()).ifPresent(leftOut::add);
      case WEIGHTS ->
          leftOut.add(
              "the network, scaling and class names are not in it; whoever opens it needs the network: --network.");
      case ONNX -> {
        if (trains) {
          leftOut.add("the optimizer, its state and the loss are not in it; a training begins anew from it.");
        }
        if (model.metadata().unlikeness().isPresent()) {
          leftOut.add("what tells unlike images (weft outliers) is not in it.");
        }
      }
    }
    return List.copyOf(leftOut);
  }
}
