package dev.weft.cli.model;

import dev.weft.cli.options.ExperimentOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Training;
import dev.weft.experiment.Trial;
import dev.weft.image.Digits;
import dev.weft.image.Intake;
import dev.weft.image.Resize;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft model}: what a network looks like. */
@Command(
    name = "model",
    header = "Prints a network's layers, shapes and parameters, how they are computed and what memory that takes.",
    footer = {
      "",
      "  weft model b-cnn                            of a built-in experiment",
      "  weft model b-cnn --set model.0.Conv2D.filters=64",
      "  weft model b-cnn --batch-size 256           and the memory of such batches",
      "  weft model b-cnn --plan                     and how each layer is computed",
      "  weft model mine.yaml                        of an experiment file",
      "  weft model runs/2026-11-21-b-cnn-1f3a       of a finished run",
      "  weft model shirts.keras                     of a .keras, .h5 or .onnx file",
      "  weft model runs/mine --export mine.keras    for Keras, any size of image",
      "  weft model new mine.yaml --like resnet20    a well-known network, to edit",
      "  weft model to-yaml shirts.keras             a model's network, to edit"
    })
public final class ModelCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private ExperimentOptions options;

  @Mixin private StoreOption store = new StoreOption();

  @Option(
      names = "--plan",
      description = "Say how each layer is computed, what is computed with it, and what memory it takes.")
  private boolean plan;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Say what memory training and inference need with batches of so many images.")
  private Integer batchSize;

  @Option(
      names = "--export",
      paramLabel = "FILE.keras",
      description =
          "Write a trained model for Keras, with resizing and scaling of its images as layers before the network: it"
              + " takes bytes of images of any size.")
  private Path export;

  @Parameters(
      paramLabel = "MODEL|NAME|FILE",
      arity = "0..1", // none where a command below this one follows
      description = "A model file, a run, or an experiment's name or file.")
  private String model;

  private ModelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The command with those below it. */
  public static CommandLine line(Terminal terminal) {
    ModelCommand command = new ModelCommand(terminal);
    return new CommandLine(command)
        .addSubcommand(new ModelNewCommand(terminal))
        .addSubcommand(new ModelToYamlCommand(terminal, command.store));
  }

  @Override
  public Integer call() {
    if (model == null) {
      throw new WrongUse(spec, "missing required parameter: 'MODEL|NAME|FILE'; see 'weft model --help'.");
    }
    requireBatch();
    if (ModelArgument.isModel(model, store)) {
      options.requireNone();
      KerasModel file = ModelArgument.read(model, store, spec);
      file.notes().forEach(note -> terminal.note("note: " + note));
      if (export != null) {
        export(file);
        return 0;
      }
      terminal.out().print(file.model().network().summary());
      if (asksForPlan()) {
        printPlan(file.model(), Model.EVALUATION_BATCH, 0);
      }
      return 0;
    }
    if (export != null) {
      throw new WrongUse(spec, "--export is for a trained model; %s is an experiment.".formatted(model));
    }
    Experiment experiment = options.read(model, List.of());
    Graph network = network(experiment);
    experiment.notes(network.input()).forEach(note -> terminal.note("note: " + note));
    Training training = experiment.training();
    terminal.out().print(network.summary());
    if (asksForPlan()) {
      Model untrained = Model.compile(network, training.optimizer(), training.loss(), 1);
      printPlan(untrained, training.batchSize(), Trial.bytesOfCallbacks(training, untrained));
    }
    return 0;
  }

  private void export(KerasModel file) {
    KerasFile.export(export, file);
    KerasFile.forWeftAlone(file.model().network()).ifPresent(note -> terminal.note("note: " + note));
    file.intake().ifPresent(intake -> notes(intake).forEach(note -> terminal.note("note: " + note)));
    terminal.note("the model is written to " + export + "; it takes bytes of images of any size.");
  }

  /** Where Keras's layers do otherwise than Weft. */
  private static List<String> notes(Intake intake) {
    List<String> notes = new ArrayList<>();
    if (intake.shaping().isPresent()) {
      return notes;
    }
    notes.add(
        "Keras's Resizing is bilinear with antialiasing, while Weft averages areas: scores of photographs differ a"
            + " little; those of images of the network's own size are the same.");
    if (intake.preparation().resize() == Resize.PAD) {
      notes.add("Keras pads with black, Weft with the colour of an image's border.");
    }
    if (intake.digits() != Digits.NO) {
      notes.add(
          "Keras has no layer that finds a digit in a photograph; give it images made as MNIST's, light on dark.");
    }
    return notes;
  }

  private Graph network(Experiment experiment) {
    DataSource source = experiment.data().source();
    if (source.isOwn()) {
      ImageSet images = source.load(null, terminal).train();
      Shape image = Shape.of(images.height(), images.width(), images.channels());
      return options.network(model, List.of(), image, images.classes());
    }
    CatalogueEntry set = Datasets.entry(source.dataset());
    return options.network(
        model, List.of(), Shape.of(set.height(), set.width(), set.channels()), set.classNames().size());
  }

  private boolean asksForPlan() {
    return plan || batchSize != null;
  }

  private void printPlan(Model model, int usualBatch, long callbacks) {
    int batch = batchSize == null ? usualBatch : batchSize;
    terminal.out().print(new ExecutionPlan(model, batch, callbacks).text(plan));
  }

  private void requireBatch() {
    if (batchSize != null && batchSize < 1) {
      throw new WrongUse(spec, "--batch-size must be at least 1; received " + batchSize + ".");
    }
  }
}
