package dev.weft.cli.model;

import dev.weft.cli.options.ExperimentOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.Experiment;
import dev.weft.keras.KerasModel;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft model}: what a network looks like. */
@Command(
    name = "model",
    header = "Prints a network's layers, shapes and parameters.",
    footer = {
      "",
      "  weft model b-cnn                            of a built-in experiment",
      "  weft model b-cnn --set model.0.Conv2D.filters=64",
      "  weft model mine.yaml                        of an experiment file",
      "  weft model runs/2026-11-21-b-cnn-1f3a       of a finished run",
      "  weft model shirts.keras                     of a .keras or .h5 file"
    })
public final class ModelCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private ExperimentOptions options;

  @Mixin private StoreOption store;

  @Parameters(paramLabel = "MODEL|NAME|FILE", description = "A model file, a run, or an experiment's name or file.")
  private String model;

  public ModelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (ModelArgument.isModel(model, store)) {
      options.requireNone();
      KerasModel file = ModelArgument.read(model, store, spec);
      file.notes().forEach(note -> terminal.note("note: " + note));
      terminal.out().print(file.model().network().summary());
      return 0;
    }
    Experiment experiment = options.read(model, List.of());
    terminal.out().print(experiment.network(Datasets.entry(experiment.data().dataset())).summary());
    return 0;
  }
}
