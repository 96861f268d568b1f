package dev.weft.cli.model;

import dev.weft.Finite;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.chart.ClassNames;
import dev.weft.engine.Variable;
import dev.weft.image.Intake;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Outputs;
import dev.weft.model.Shape;
import dev.weft.outlier.Unlikeness;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A model that is asked about images.
 *
 * @param name as the user named it
 * @param outputs what its numbers are
 * @param classNames one for each class; two for a single output
 * @param dataset what it learned; empty if its file does not say it
 * @param intake how images become those that it takes; empty if it takes none
 * @param confidence how far its probabilities can be believed; empty where that is unknown or not wanted
 * @param unlikeness which images are unlike all that it learned; empty where that is unknown or not wanted
 * @param unsureBelow the best probability below which it is unsure; empty if unknown
 * @param guessesScaling whether its file does not say how its images were scaled
 * @param notes what a person should know of it, a sentence each
 */
record UsedModel(
    String name,
    Model model,
    Outputs outputs,
    List<String> classNames,
    String dataset,
    Optional<Intake> intake,
    Optional<Confidence> confidence,
    Optional<Unlikeness> unlikeness,
    OptionalDouble unsureBelow,
    boolean guessesScaling,
    List<String> notes) {
  /** Sets whose images are light on a dark ground. */
  private static final Set<String> DARK = Set.of("mnist", "fashion-mnist", "strokes");

  private static final double LIGHT = 128;

  /**
   * The model of a file.
   *
   * @throws WeftException if a weight is no finite number, or the outputs are not one for each class
   */
  static UsedModel of(KerasModel file, String name, boolean scalingSaid) {
    Model model = file.model();
    requireRow(model, name);
    requireFiniteWeights(model, name);
    Metadata metadata = file.metadata();
    Outputs outputs = Outputs.of(model.network(), model.loss());
    List<String> notes = new ArrayList<>(file.notes());
    if (!file.knowsScaling() && !scalingSaid) {
      notes.add(
          "%s does not say how its images were scaled; byte / 255 is assumed; otherwise say --scaling none,"
                  .formatted(name)
              + " minus-one-to-one or standardize=MEAN,STD.");
    }
    if (outputs.areScores()) {
      notes.add(
          "the outputs of %s are scores, not probabilities: it has no softmax or sigmoid at its end, and no loss that"
                  .formatted(name)
              + (model.network().output().elements() == 1
                  ? " says so; a number above 0.5 stands for the second class."
                  : " says so; the largest wins."));
    }
    return new UsedModel(
        name,
        model,
        outputs,
        metadata.classNames(),
        metadata.dataset(),
        file.intake(),
        file.confidence(),
        metadata.unlikeness(),
        file.confidence().map(Confidence::unsureBelow).orElse(metadata.unsureBelow()),
        !file.knowsScaling(),
        List.copyOf(notes));
  }

  private static void requireRow(Model model, String name) {
    Shape outputs = model.network().output();
    if (outputs.elements() != outputs.last()) {
      throw new WeftException(
          "%s must give one number for each class; its outputs have the shape %s, as of a model that says something of"
                  .formatted(name, outputs)
              + " each place in an image, which Weft does not read.");
    }
  }

  private static void requireFiniteWeights(Model model, String name) {
    for (Variable variable : model.variables()) {
      OptionalDouble wrong = Finite.exception(variable.values());
      if (wrong.isPresent()) {
        throw new WeftException(
            "%s: its weights must be finite numbers; '%s' has %s, so its training went wrong; train it again with a"
                    .formatted(name, variable.path(), wrong.getAsDouble())
                + " smaller learning rate.");
      }
    }
  }

  UsedModel named(List<String> names) {
    return new UsedModel(
        name,
        model,
        outputs,
        List.copyOf(names),
        dataset,
        intake,
        confidence,
        unlikeness,
        unsureBelow,
        guessesScaling,
        notes);
  }

  UsedModel unsureBelow(OptionalDouble probability) {
    return new UsedModel(
        name, model, outputs, classNames, dataset, intake, confidence, unlikeness, probability, guessesScaling, notes);
  }

  /**
   * The same with probabilities as the network gives them, and nothing else.
   *
   * @param below the best of those below which it is unsure
   */
  UsedModel raw(OptionalDouble below) {
    return new UsedModel(
        name,
        model,
        outputs,
        classNames,
        dataset,
        intake,
        Optional.empty(),
        Optional.empty(),
        below,
        guessesScaling,
        notes);
  }

  /** Whether a prediction with this best probability is unsure; empty if that is not known. */
  Optional<Boolean> isUnsure(double best) {
    return unsureBelow.isPresent() && !outputs.areScores()
        ? Optional.of(best < unsureBelow.getAsDouble())
        : Optional.empty();
  }

  /** Whether no two classes have the same name. */
  boolean hasUniqueNames() {
    return new HashSet<>(classNames).size() == classNames.size();
  }

  /** A class for a person: its name, and its number where another class has the same. */
  String called(int index) {
    return ClassNames.apart(classNames).get(index);
  }

  /** What the numbers of {@link Outputs#perClass} are called. */
  String kind() {
    return outputs.areScores() ? "score" : "probability";
  }

  /** The images that it takes, (height, width, channels); empty if none. */
  Optional<Shape> image() {
    return intake.map(Intake::preparation).map(made -> Shape.of(made.height(), made.width(), made.channels()));
  }

  /**
   * What to say of an image whose ground is not the one that the model learned; empty if nothing.
   *
   * @param border the brightness of its border before it was inverted, 0 to 255
   */
  Optional<String> hint(double border, boolean inverted) {
    boolean light = border >= LIGHT != inverted;
    if (!light) {
      return Optional.empty();
    }
    if (DARK.contains(dataset)) {
      return Optional.of(
          inverted
              ? "--invert makes its background light, while %s has light on dark; leave --invert out."
                  .formatted(dataset)
              : "its background is light, while %s has light on dark; say --invert.".formatted(dataset));
    }
    if (!dataset.isEmpty() || !image().equals(Optional.of(Shape.of(28, 28, 1)))) {
      return Optional.empty();
    }
    return Optional.of(
        inverted
            ? "--invert makes its background light; if the model learned light on dark, as MNIST is, leave --invert"
                + " out."
            : "its background is light; if the model learned light on dark, as MNIST is, say --invert.");
  }
}
