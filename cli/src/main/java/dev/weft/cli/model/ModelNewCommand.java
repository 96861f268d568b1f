package dev.weft.cli.model;

import dev.weft.Spelling;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.experiment.ExperimentText;
import dev.weft.experiment.SettingsText;
import dev.weft.experiment.Training;
import dev.weft.model.Adam;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.zoo.Family;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft model new}: a well-known network as an experiment file to edit. */
@Command(
    name = "new",
    header = "Writes a well-known network as an experiment file, to edit and to train.",
    footer = {
      "",
      "  weft model new mine.yaml --like resnet20",
      "  weft model new mine.yaml --like mobilenet_v2 --data photos",
      "  weft train mine.yaml",
      "",
      "It begins with random weights. To begin with trained ones, an experiment file",
      "says 'model: { from: FILE.keras }'."
    })
final class ModelNewCommand implements Callable<Integer> {
  private static final int EPOCHS = 10;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private DataOptions dataOptions;

  @Option(
      names = "--like",
      paramLabel = "NETWORK",
      required = true,
      description =
          "mlp, lenet5, cnn, resnet20, resnet50, mobilenet_v2, vgg16, ...; an unknown one is answered by all.")
  private String like;

  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      defaultValue = "fashion-mnist",
      description = "The data set that it learns, or images of your own. By default fashion-mnist.")
  private String data;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Parameters(paramLabel = "FILE.yaml", description = "The file to write.")
  private Path file;

  ModelNewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Family family = family();
    NewExperiment experiment = NewExperiment.on(data, dataOptions, terminal);
    Graph network = network(family, experiment);
    Training training = Training.of(Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, EPOCHS);
    String remark = "%s: %s".formatted(family.key(), family.description());
    String name = SettingsText.name(file.toString(), "experiment");
    String text = new ExperimentText(remark, name, experiment.settings(), network, training).text();
    NewExperiment.write(file, text, overwrite, spec);
    terminal.note(
        String.format(
            Locale.ROOT,
            "%s is %s with %,d parameters for images of shape %s; train it with 'weft train %s'.",
            file,
            family.key(),
            network.parameters(),
            experiment.image(),
            Again.word(file.toString())));
    return 0;
  }

  private Family family() {
    return Family.named(like)
        .orElseThrow(() ->
            new WrongUse(
                spec, "--like: '%s' is no network here; %s".formatted(like, Spelling.known(like, Family.keys()))));
  }

  private Graph network(Family family, NewExperiment experiment) {
    try {
      return family.network(experiment.image(), experiment.classes());
    } catch (IllegalArgumentException e) {
      throw new WrongUse(
          spec,
          "%s takes larger images than those of shape %s: %s"
              .formatted(family.key(), experiment.image(), e.getMessage()));
    }
  }
}
