package dev.weft.classifier;

import dev.weft.Finite;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.dataset.DistinctNames;
import dev.weft.engine.Variable;
import dev.weft.image.Intake;
import dev.weft.keras.KerasModel;
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

/** A model file as somebody wants to use it: what its numbers are, and how far they can be believed. */
public final class TrainedModel {
  /** Sets whose images are light on a dark ground. */
  private static final Set<String> DARK = Set.of("mnist", "fashion-mnist", "strokes");

  private static final double LIGHT = 128;

  private final KerasModel file;
  private final String name;
  private final ClassifierOptions options;
  private final Outputs outputs;
  private final List<String> distinctNames;
  private final List<String> notes;

  private TrainedModel(KerasModel file, String name, ClassifierOptions options) {
    this.file = file;
    this.name = name;
    this.options = options;
    outputs = Outputs.of(file.model().network(), file.model().loss());
    distinctNames = DistinctNames.of(classNames());
    notes = found();
  }

  /**
   * The model of a file, which gets the options' scaling and class names.
   *
   * @param name as a person calls it
   * @throws WeftException if a weight is no finite number, or the outputs are not one for each class
   * @throws IllegalArgumentException if there is not a name for each class, or if scores are to be unsure below a
   *     probability
   */
  public static TrainedModel of(KerasModel file, String name, ClassifierOptions options) {
    Model model = file.model();
    requireRow(model, name);
    requireFiniteWeights(model, name);
    options.scaling().ifPresent(scaling -> model.scaling(scaling.apply(model.network().input().elements())));
    TrainedModel trained = new TrainedModel(options.classNames().map(file::named).orElse(file), name, options);
    if (options.unsureBelow().isPresent() && trained.outputs.areScores()) {
      throw new IllegalArgumentException(
          "unsureBelow needs probabilities; the outputs of " + name + " are scores; leave it out.");
    }
    return trained;
  }

  /** The same, asked with other options, of the same class names and scaling. */
  TrainedModel with(ClassifierOptions options) {
    return new TrainedModel(file, name, options);
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

  private List<String> found() {
    List<String> all = new ArrayList<>(file.notes());
    if (!file.knowsScaling() && options.scaling().isEmpty()) {
      all.add(
          "%s does not say how its images were scaled; byte / 255 is assumed; otherwise say --scaling none,"
                  .formatted(name)
              + " minus-one-to-one or standardize=MEAN,STD.");
    }
    if (outputs.areScores()) {
      all.add(
          "the outputs of %s are scores, not probabilities: it has no softmax or sigmoid at its end, and no loss that"
                  .formatted(name)
              + (model().network().output().elements() == 1
                  ? " says so; a number above 0.5 stands for the second class."
                  : " says so; the largest wins."));
    }
    return List.copyOf(all);
  }

  /** The file, with the options' class names. */
  public KerasModel file() {
    return file;
  }

  public Model model() {
    return file.model();
  }

  /** As a person calls it. */
  public String name() {
    return name;
  }

  public ClassifierOptions options() {
    return options;
  }

  /** What its numbers are. */
  public Outputs outputs() {
    return outputs;
  }

  /** One for each class; two for a single output. */
  public List<String> classNames() {
    return file.metadata().classNames();
  }

  /** What it learned; empty if its file does not say it. */
  public String dataset() {
    return file.metadata().dataset();
  }

  /** How images become those that it takes; empty if it takes none. */
  public Optional<Intake> intake() {
    return file.intake();
  }

  /** How far its probabilities can be believed; empty where that is unknown or not wanted. */
  public Optional<Confidence> confidence() {
    return options.raw() ? Optional.empty() : file.confidence();
  }

  /** Which images are unlike all that it learned; empty where that is unknown or not wanted. */
  public Optional<Unlikeness> unlikeness() {
    return options.raw() ? Optional.empty() : file.metadata().unlikeness();
  }

  /** The best probability below which it is unsure; empty if unknown. */
  public OptionalDouble unsureBelow() {
    return options.unsureBelow().isPresent()
        ? options.unsureBelow()
        : confidence().map(Confidence::unsureBelow).orElse(file.metadata().unsureBelow());
  }

  /** What a person should know of it, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /** Whether a prediction with this best probability is unsure; empty if that is not known. */
  public Optional<Boolean> isUnsure(double best) {
    OptionalDouble below = unsureBelow();
    return below.isPresent() && !outputs.areScores() ? Optional.of(best < below.getAsDouble()) : Optional.empty();
  }

  /** Whether no two classes have the same name. */
  public boolean hasUniqueNames() {
    return new HashSet<>(classNames()).size() == classNames().size();
  }

  /** A class for a person: its name, and its number where another class has the same. */
  public String called(int index) {
    return distinctNames.get(index);
  }

  /** Classes for a person, in this order. */
  public List<String> called(List<Integer> indexes) {
    return indexes.stream().map(this::called).toList();
  }

  /** What the numbers of {@link Outputs#perClass} are called. */
  public String kind() {
    return outputs.areScores() ? "score" : "probability";
  }

  /** The images that it takes, (height, width, channels); empty if none. */
  public Optional<Shape> image() {
    return intake().map(Intake::preparation).map(made -> Shape.of(made.height(), made.width(), made.channels()));
  }

  /** Whether it learned a set whose images are light on a dark ground. */
  public boolean isLightOnDark() {
    return DARK.contains(dataset());
  }

  /**
   * What to say of an image whose ground is not the one that the model learned; empty if nothing.
   *
   * @param border the brightness of its border before it was inverted, 0 to 255
   */
  Optional<String> hint(double border) {
    boolean inverted = options.invert();
    boolean light = border >= LIGHT != inverted;
    if (!light) {
      return Optional.empty();
    }
    if (isLightOnDark()) {
      return Optional.of(
          inverted
              ? "--invert makes its background light, while %s has light on dark; leave --invert out."
                  .formatted(dataset())
              : "its background is light, while %s has light on dark; say --invert.".formatted(dataset()));
    }
    if (!dataset().isEmpty() || !image().equals(Optional.of(Shape.of(28, 28, 1)))) {
      return Optional.empty();
    }
    return Optional.of(
        inverted
            ? "--invert makes its background light; if the model learned light on dark, as MNIST is, leave --invert"
                + " out."
            : "its background is light; if the model learned light on dark, as MNIST is, say --invert.");
  }
}
