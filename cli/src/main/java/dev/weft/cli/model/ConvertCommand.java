package dev.weft.cli.model;

import dev.weft.WeftException;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.cli.options.OutFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.Training;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.keras.WeightsFile;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.modelfile.Conversion;
import dev.weft.train.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft convert}: a model file made of another. */
@Command(
    name = "convert",
    header = "Makes a model file of another kind: .keras, .onnx, .weights.h5, .yaml.",
    footer = {
      "",
      "  weft convert resnet18.onnx resnet18.keras   from PyTorch to Keras",
      "  weft convert runs/b-cnn b-cnn.onnx",
      "  weft convert old.h5 new.keras",
      "  weft convert net.onnx net.keras --scaling standardize=0.1307,0.3081",
      "  weft convert mine.weights.h5 mine.keras --network mine.yaml",
      "",
      "The network takes and gives the same numbers in both files. For an ONNX file that",
      "takes pixels and gives probabilities: weft export. See docs/models.md."
    })
public final class ConvertCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description =
          "A .keras, .h5 or .onnx file, or a run; .weights.h5 with --network; or an experiment's .yaml, whose network"
              + " has random weights.")
  private String from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "A .keras, .onnx or .weights.h5 file; or a .yaml, which has the network alone.")
  private Path to;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "The network of a .weights.h5: an experiment's .yaml, or a model file.")
  private String network;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Mixin private ModelOptions options;

  @Mixin private StoreOption store = new StoreOption();

  /** The command. */
  public ConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (isYaml(to)) {
      ModelToYamlCommand.write(terminal, store, spec, from, to, overwrite);
      terminal.note("note: a YAML file has the network without its weights.");
      terminal.out().println(StoreOption.near(to));
      return 0;
    }
    Conversion.Kind kind = kind();
    OutFile.requireWritable(spec, to, Path.of(from), overwrite);
    KerasModel model = model();
    model.notes().forEach(note -> terminal.note("note: " + note));
    model = asUserSays(model);
    Conversion conversion = Conversion.write(model, to, kind);
    conversion.leftOut().forEach(sentence -> terminal.note("note: " + sentence));
    terminal.note(
        String.format(
            Locale.ROOT,
            "the outputs of %d made images are %s",
            conversion.images(),
            conversion.difference() == 0
                ? "the same."
                : String.format(
                    Locale.ROOT,
                    "equal but for rounding: they differ by at most %.1e of the largest.",
                    conversion.difference())));
    terminal.out().println(StoreOption.near(to));
    return 0;
  }

  private Conversion.Kind kind() {
    Optional<Conversion.Kind> kind = Conversion.Kind.named(to);
    if (kind.isEmpty()) {
      boolean hdf5 = String.valueOf(to).matches("(?is).*\\.(h5|hdf5)");
      throw new WrongUse(
          spec,
          "a model is converted to .keras, .onnx, .weights.h5 or .yaml; received %s%s."
              .formatted(to, hdf5 ? "; Keras 3 opens .keras in place of .h5" : ""));
    }
    return kind.get();
  }

  private static boolean isYaml(Path file) {
    return String.valueOf(file).matches("(?is).*\\.ya?ml");
  }

  private KerasModel model() {
    boolean weightsAlone = Files.isRegularFile(Path.of(from)) && WeightsFile.isOne(Path.of(from));
    if (weightsAlone != (network != null)) {
      throw new WrongUse(
          spec,
          weightsAlone
              ? from + " has weights without their network; say --network FILE, an experiment's .yaml or a model file."
              : "--network is for a .weights.h5 file; " + from + " has a network of its own.");
    }
    if (!weightsAlone) {
      return isExperiment(from) ? untrained(from, true) : ModelArgument.read(from, store, spec);
    }
    KerasModel described = isExperiment(network) ? untrained(network, false) : ModelArgument.read(network, store, spec);
    WeightsFile.read(Path.of(from), described.model());
    return described;
  }

  private boolean isExperiment(String argument) {
    return isYaml(Path.of(argument)) || ExperimentFile.BUILT_IN.contains(argument);
  }

  /** The network of an experiment with random weights. */
  private KerasModel untrained(String argument, boolean says) {
    try {
      Experiment experiment = ExperimentFile.read(argument, List.of());
      DataSource source = experiment.data().source();
      Shape image;
      List<String> classNames;
      if (source.isOwn()) {
        ImageSet images = source.load(null, terminal).train();
        image = Shape.of(images.height(), images.width(), images.channels());
        classNames = images.classNames();
      } else {
        CatalogueEntry set = Datasets.entry(source.dataset());
        image = Shape.of(set.height(), set.width(), set.channels());
        classNames = set.classNames();
      }
      Graph graph = ExperimentFile.network(argument, List.of(), image, classNames.size());
      Training training = experiment.training();
      Model model = Model.compile(graph, training.optimizer(), training.loss(), 1);
      Optional<Scaling> scaling = scaling(experiment, graph);
      scaling.ifPresent(model::scaling);
      if (says) {
        terminal.note("note: %s has no weights; those of the file are random, of seed 1.".formatted(argument));
      }
      Metadata metadata = new Metadata(classNames, source.isOwn() ? "" : source.dataset(), Map.of());
      return new KerasModel(model, metadata, List.of(), scaling.isPresent(), true);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  /** Empty where only the images that train say it. */
  private static Optional<Scaling> scaling(Experiment experiment, Graph network) {
    try {
      return Optional.of(experiment.data().scaling().of(network.input().elements()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** With the scaling and class names that the user says, which the new file then knows. */
  private KerasModel asUserSays(KerasModel model) {
    if (!options.saysScaling() && !options.saysClasses()) {
      if (!model.knowsScaling()) {
        terminal.note(
            "note: %s does not say how its images were scaled, and so the new file does not either; say --scaling if you know it."
                .formatted(from));
      }
      return model;
    }
    KerasModel named = options.use(model, from, ClassifierOptions.of(), terminal).file();
    return new KerasModel(
        named.model(),
        named.metadata(),
        named.notes(),
        named.knowsScaling() || options.saysScaling(),
        named.knowsLoss());
  }
}
