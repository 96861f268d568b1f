package dev.weft.cli;

import dev.weft.data.CatalogueEntry;
import dev.weft.data.ImageDataset;
import dev.weft.experiment.Results;
import dev.weft.experiment.Scores;
import dev.weft.interop.Json;
import dev.weft.interop.KerasModel;
import dev.weft.nn.Outputs;
import dev.weft.nn.Shape;
import dev.weft.train.Model;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft evaluate}: what a trained model is worth. */
@Command(
    name = "evaluate",
    header = "Measures a trained model on the test pictures of a data set.",
    footer = {
      "",
      "  weft evaluate runs/2026-11-21-b-cnn-1f3a      on the data set that it learned",
      "  weft evaluate shirts.keras --data fashion-mnist",
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "The data set; by default the one that the model learned.")
  private String data;

  @Mixin private DataOptions dataOptions;

  @Mixin private ThreadsOption threads;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    KerasModel file = ModelArgument.read(argument, store, spec);
    Model model = file.model();
    String learned = file.metadata().dataset();
    if (data == null && learned.isEmpty()) {
      throw new WrongUse(spec, argument + " does not say what it learned; say --data NAME, such as --data mnist.");
    }
    CatalogueEntry entry = dataOptions.entry(data == null ? learned : data);
    requireFit(model, entry);
    if (!learned.isEmpty() && !learned.equals(entry.name())) {
      terminal.note("warning: this model learned " + learned + ", not " + entry.name() + ".");
    }
    ImageDataset set = dataOptions.load(entry.name(), false, terminal);
    Scores scores =
        Scores.of(
            model.evaluate(set.test(), Model.EVALUATION_BATCH, threads.count()),
            Outputs.of(model.network(), model.loss()));
    if (json) {
      terminal.out().print(Json.pretty(map(model, set, scores)));
    } else {
      terminal.out().print(Report.of("Test set of " + set.name(), scores, set.test().classNames()));
    }
    return 0;
  }

  private void requireFit(Model model, CatalogueEntry set) {
    Shape pictures = Shape.of(set.height(), set.width(), set.channels());
    Shape takes = model.network().input();
    int classes = set.classNames().size();
    Shape gives = model.network().output();
    if (takes.elements() != pictures.elements() || !gives.equals(Shape.of(classes))) {
      throw new WrongUse(
          spec,
          String.format(
              Locale.ROOT,
              "%s takes pictures of shape %s and gives %s; %s has pictures of shape %s and %d classes.",
              argument,
              takes,
              gives,
              set.name(),
              pictures,
              classes));
    }
  }

  private Map<String, Object> map(Model model, ImageDataset set, Scores scores) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", argument);
    map.put("dataset", Results.dataset(set));
    map.put("parameters", model.network().parameters());
    map.put("threads", threads.count());
    map.put("seconds", scores.seconds());
    map.put("test", scores.metrics());
    map.put("mistakes", scores.confusion().mistakes());
    return map;
  }
}
