package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.config.Config;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.ExperimentText;
import dev.weft.experiment.NetworkSettings;
import dev.weft.experiment.PixelScaling;
import dev.weft.experiment.SettingsText;
import dev.weft.experiment.Training;
import dev.weft.keras.KerasModel;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.Outputs;
import dev.weft.model.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft model to-yaml}: the network of a model file as an experiment file. */
@Command(
    name = "to-yaml",
    header = "Prints the network of a model as an experiment file, to edit and to train anew.",
    footer = {
      "",
      "  weft model to-yaml shirts.keras > shirts.yaml",
      "  weft model to-yaml shirts.keras --data photos --out shirts.yaml",
      "  weft train shirts.yaml",
      "",
      "The file has the network, not its weights. To go on from the weights, an",
      "experiment file says 'model: { from: shirts.keras }'."
    })
final class ModelToYamlCommand implements Callable<Integer> {
  private static final int EPOCHS = 10;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private DataOptions dataOptions;

  private final StoreOption store;

  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      description = "The data set that it is to learn, or images of your own. By default what the model learned.")
  private String data;

  @Option(names = "--out", paramLabel = "FILE.yaml", description = "Write to a file; by default to standard output.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Parameters(paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String model;

  ModelToYamlCommand(Terminal terminal, StoreOption store) {
    this.terminal = terminal;
    this.store = store;
  }

  /** Writes a model's network to a file, as the command does with {@code --out}. */
  static void write(Terminal terminal, StoreOption store, CommandSpec spec, String model, Path out, boolean overwrite) {
    ModelToYamlCommand command = new ModelToYamlCommand(terminal, store);
    command.spec = spec;
    command.dataOptions = new DataOptions();
    command.model = model;
    command.out = out;
    command.overwrite = overwrite;
    command.call();
  }

  @Override
  public Integer call() {
    KerasModel file = ModelArgument.read(model, store, spec);
    file.notes().forEach(note -> terminal.note("note: " + note));
    NewExperiment experiment = experiment(file);
    Graph network = forClasses(file.model().network(), experiment.classes());
    Map<String, Object> settings = experiment.settings();
    Optional<PixelScaling> scaling = PixelScaling.like(file.model().scaling());
    if (scaling.isEmpty()) {
      terminal.note("note: no file can say how %s scales its images; byte / 255 is in its place.".formatted(model));
    }
    scaling
        .filter(own -> !own.equals(PixelScaling.RESCALE))
        .ifPresent(own -> settings.put("scaling", Config.brief(own)));
    Training training =
        Training.of(file.model().optimizer(), loss(file.model().loss(), network), EPOCHS)
            .augment(NetworkSettings.augmentations(network));
    String name = SettingsText.name(out == null ? network.name() : out.toString(), "experiment");
    String remark = "the network of %s, with random weights".formatted(ModelArgument.name(model, store));
    String text = new ExperimentText(Quoted.line(remark), name, settings, network, training).text();
    if (out == null) {
      terminal.out().print(text);
    } else {
      NewExperiment.write(out, text, overwrite, spec);
    }
    return 0;
  }

  /** A cross-entropy of scores makes probabilities of them itself, which a file may have left to its program. */
  private static Loss loss(Loss loss, Graph network) {
    boolean asked =
        Outputs.of(network, loss) == Outputs.SCORES && Config.arguments((Record) loss).containsKey("from_logits");
    return asked ? (Loss) Config.with((Record) loss, "fromLogits", true) : loss;
  }

  /** The same network with a unit for each class, if its last layer with weights is dense; else a note says so. */
  private Graph forClasses(Graph network, int classes) {
    int outputs = network.output().last();
    if (outputs == classes || outputs == 1 && classes == 2) {
      return network;
    }
    List<Node> nodes = new ArrayList<>(network.nodes());
    int head = head(network);
    if (head < 0 || !(nodes.get(head).layer() instanceof Dense dense)) {
      terminal.note(
          "note: %s gives %s numbers, and there are %s classes; change its last layers in the file."
              .formatted(model, outputs, classes));
      return network;
    }
    nodes.set(head, nodes.get(head).layer(Config.with(dense, "units", classes)));
    return new Graph(
        network.name(), network.inputName(), network.input(), nodes, network.outputName(), network.frozen());
  }

  /** The place of the layer with weights that layers without, one after another, lead from to the output; or -1. */
  private static int head(Graph network) {
    String value = network.outputName();
    while (!value.equals(network.inputName())) {
      Node node = network.node(value);
      if (!network.weights(node).isEmpty()) {
        return network.nodes().indexOf(node);
      }
      if (node.inputs().size() > 1) {
        return -1;
      }
      value = node.inputs().getFirst();
    }
    return -1;
  }

  private NewExperiment experiment(KerasModel file) {
    Graph network = file.model().network();
    String known = file.metadata().dataset();
    if (data != null || Datasets.isNamed(known)) {
      return NewExperiment.on(data != null ? data : known, dataOptions, terminal);
    }
    Shape image =
        TrainedModel.of(file, model, ClassifierOptions.of())
            .image()
            .orElseThrow(() ->
                new WeftException(
                    "%s takes inputs of shape %s; say --data with images that fit.".formatted(model, network.input())));
    terminal.note("note: %s does not say what it learned; put the path of your images into 'data'.".formatted(model));
    return NewExperiment.own("images", image, network.output().last());
  }
}
