package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.experiment.PixelScaling;
import dev.weft.keras.KerasModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a user says of a model whose file does not say it. */
final class ModelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--scaling",
      paramLabel = "SCALING",
      description =
          "How bytes become the model's inputs: rescale (byte / 255), none (0 to 255), minus-one-to-one (byte / 127.5 -"
              + " 1) or standardize=MEAN,STD ((byte / 255 - MEAN) / STD). By default as the model's file says; for one"
              + " that does not say it, rescale.")
  private String scaling;

  @Option(
      names = "--classes",
      paramLabel = "FILE|A,B,C",
      description = "The names of the classes in the order of the outputs: a text file with one a line, or a list.")
  private String classes;

  /** Whether the user named a scaling. */
  boolean saysScaling() {
    return scaling != null;
  }

  /** As the user wrote it; empty if not. */
  String scaling() {
    return scaling == null ? "" : scaling;
  }

  /** Whether the user named the classes. */
  boolean saysClasses() {
    return classes != null;
  }

  /**
   * The model of a file as the user wants it used; what a person should know of it is noted.
   *
   * @param wanted what other options say
   * @throws WrongUse if an option does not fit it
   * @throws WeftException if a weight is no finite number
   */
  TrainedModel use(KerasModel file, String argument, ClassifierOptions wanted, Terminal terminal) {
    ClassifierOptions options = wanted;
    if (scaling != null) {
      options = options.scaling(pixelScaling()::of);
    }
    if (classes != null) {
      options = options.classNames(classNames(file, argument));
    }
    TrainedModel model = TrainedModel.of(file, argument, options);
    model.notes().forEach(note -> terminal.note("note: " + note));
    return model;
  }

  private List<String> classNames(KerasModel file, String argument) {
    List<String> names = classNames();
    if (names.isEmpty() || names.contains("")) {
      throw new WrongUse(
          spec, "--classes must name each class; received an empty name in '%s'.".formatted(Quoted.text(classes)));
    }
    int count = file.metadata().classNames().size();
    if (names.size() != count) {
      throw new WrongUse(
          spec,
          String.format(
              Locale.ROOT,
              "--classes must name each of the %d classes of %s; received %d: %s.",
              count,
              argument,
              names.size(),
              Quoted.list(names)));
    }
    return names;
  }

  private PixelScaling pixelScaling() {
    try {
      PixelScaling parsed = PixelScaling.parse(scaling);
      parsed.of(1);
      return parsed;
    } catch (IllegalArgumentException e) {
      throw new WrongUse(spec, "--scaling: " + e.getMessage());
    }
  }

  private List<String> classNames() {
    try {
      Path file = Path.of(classes);
      if (Files.isRegularFile(file)) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.replace("\ufeff", "").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      }
      if (!classes.contains(",")) {
        throw new WrongUse(
            spec, "--classes must be a text file, or names with commas between; there is no file %s.".formatted(file));
      }
    } catch (InvalidPathException e) {
      // it is a list of names, of which one has characters that no path may have
    } catch (IOException e) {
      throw new WrongUse(spec, "--classes: " + classes + " must be a text file in UTF-8; it cannot be read as one.");
    }
    return Stream.of(classes.split(",", -1)).map(String::strip).toList();
  }
}
