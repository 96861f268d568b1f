package dev.weft.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.calibration.Confidence;
import dev.weft.calibration.Temperature;
import dev.weft.dataset.Scaling;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.keras.Json;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.keras.WeftPart;
import dev.weft.model.Graph;
import dev.weft.model.Outputs;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What stands beside a file's graph: what it takes and gives, for people and programs. */
record OnnxMetadata(KerasModel file, OnnxOptions options) {
  /** The version of Weft that trained the model; empty if unknown. */
  Optional<String> version() {
    return file.metadata().provenance().get("weft") instanceof String version ? Optional.of(version) : Optional.empty();
  }

  /** The file's {@code doc_string}. */
  String description() {
    return "Input: %s. Output: %s. Written by Weft.".formatted(input(), output());
  }

  /** The file's {@code metadata_props}. */
  Map<String, String> entries() {
    Metadata metadata = file.metadata();
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("class_names", Json.line(metadata.classNames()).strip());
    entries.put("input", input());
    entries.put("output", output());
    file.intake().map(Intake::preparation).ifPresent(made -> entries.put("preparation", words(made)));
    if (!metadata.dataset().isEmpty()) {
      entries.put("dataset", metadata.dataset());
    }
    if (!metadata.provenance().isEmpty()) {
      entries.put("provenance", Json.line(metadata.provenance()).strip());
    }
    entries.put(WeftPart.OF_ONNX, new String(WeftPart.of(file, ofFile(), scaling()).toBytes(), UTF_8));
    return entries;
  }

  private String input() {
    String shape = "(batch, " + file.model().network().input().toString().substring(1);
    return switch (options.input()) {
      case UINT8 -> shape + " bytes from 0 to 255, scaled in the file";
      case FLOAT -> shape + " floats from 0 to 255, scaled in the file";
      case SCALED -> shape + " floats, scaled before as " + file.model().scaling().name();
    };
  }

  private String output() {
    Graph network = file.model().network();
    Outputs kind = Outputs.of(network, file.model().loss());
    boolean isScore = kind.areScores() || options.output() == Output.NETWORK && kind != Outputs.PROBABILITIES;
    String of =
        network.output().last() == 1
            ? (isScore ? "a score" : "the probability") + " of the second class"
            : (isScore ? "a score" : "a probability") + " for each class";
    return temperature().isEmpty()
        ? of
        : String.format(Locale.ROOT, "%s, calibrated with the temperature %.4f", of, temperature().get().value());
  }

  private Optional<Temperature> temperature() {
    return options.output() == Output.CALIBRATED ? file.confidence().map(Confidence::temperature) : Optional.empty();
  }

  private static String words(Preparation made) {
    return String.format(
        Locale.ROOT,
        "%d x %d pixels (height x width), %s; other sizes: %s, %s; transparent pixels on %s",
        made.height(),
        made.width(),
        made.channels() == 1 ? "grey" : "red, green, blue",
        made.resize().name().toLowerCase(Locale.ROOT),
        made.interpolation().name().toLowerCase(Locale.ROOT),
        made.ground().name().toLowerCase(Locale.ROOT));
  }

  /** As it is for the file's network: what stands in its graph is not done again. */
  private Metadata ofFile() {
    Metadata known = file.metadata();
    Optional<Confidence> confidence =
        switch (options.output()) {
          case NETWORK -> known.confidence();
          case PROBABILITIES -> Optional.empty();
          case CALIBRATED -> known.confidence().map(OnnxMetadata::calibrated);
        };
    return new Metadata(
        known.classNames(),
        known.dataset(),
        known.intake(),
        known.unsureBelow(),
        confidence,
        Optional.empty(),
        known.provenance());
  }

  private static Confidence calibrated(Confidence known) {
    return new Confidence(
        known.images(), new Temperature(1), Optional.empty(), known.sets(), known.selective(), known.unsureBelow());
  }

  private Scaling scaling() {
    Scaling scaling = file.model().scaling();
    return options.input() == Input.SCALED ? scaling : Scaling.none(scaling.scale().length);
  }
}
