package dev.weft.cli.model;

import dev.weft.Finite;
import dev.weft.WeftException;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Report;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.keras.Json;
import dev.weft.keras.KerasModel;
import dev.weft.metrics.Metric;
import dev.weft.model.Shape;
import dev.weft.run.Results;
import dev.weft.run.Scores;
import dev.weft.source.DataPart;
import dev.weft.train.Evaluation;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
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
    header = "Measures a trained model on the test images of a data set.",
    footer = {
      "",
      "  weft evaluate runs/2026-11-21-b-cnn-1f3a      on the data set that it learned",
      "  weft evaluate shirts.keras --data fashion-mnist",
      "  weft evaluate learned-bytes.h5 --data mnist --scaling none",
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "The data set; by default the one that the model learned.")
  private String data;

  @Mixin private ModelOptions modelOptions;

  @Mixin private DataOptions dataOptions;

  @Mixin private ThreadsOption threads;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  public EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    KerasModel file = ModelArgument.read(argument, store, spec);
    String learned = file.metadata().dataset();
    if (data == null && learned.isEmpty()) {
      throw new WrongUse(spec, argument + " does not say what it learned; say --data NAME, such as --data mnist.");
    }
    CatalogueEntry entry = dataOptions.entry(data == null ? learned : data);
    requireFit(file.model(), entry);
    UsedModel model = modelOptions.use(file, argument, terminal);
    List<String> notes = new ArrayList<>(model.notes());
    if (!learned.isEmpty() && !learned.equals(entry.name())) {
      terminal.note("warning: this model learned " + learned + ", not " + entry.name() + ".");
    }
    ImageDataset set = dataOptions.load(entry.name(), false, terminal);
    Scores scores = Scores.of(evaluation(model, set.test()));
    if (!file.knowsLoss()) {
      scores = scores.without(Metric.LOSS);
      String why = "no loss is given: %s does not say it, or Weft does not have it.".formatted(argument);
      notes.add(why);
      terminal.note("note: " + why);
    }
    if (model.guessesScaling() || modelOptions.saysScaling()) {
      ScalingHint.of(model.model(), set.test(), threads.count())
          .ifPresent(hint -> {
            notes.add(hint);
            terminal.note("warning: " + hint);
          });
    }
    if (json) {
      terminal.out().print(Json.pretty(map(model, set, scores, notes)));
    } else {
      List<String> names = modelOptions.saysClasses() ? model.classNames() : set.test().classNames();
      terminal.out().print(Report.of("Test set of " + set.name(), scores, names, terminal.width()));
    }
    return 0;
  }

  private Evaluation evaluation(UsedModel model, ImageSet set) {
    try {
      Evaluation evaluation = model.model().evaluate(set, Model.EVALUATION_BATCH, threads.count());
      OptionalDouble wrong = Finite.exception(evaluation.outputs());
      if (wrong.isPresent()) {
        throw new WeftException(
            "the outputs of %s must be finite numbers; they hold %s; its training went wrong, or --scaling is not the"
                    .formatted(argument, wrong.getAsDouble())
                + " one that it learned with.");
      }
      return evaluation;
    } catch (IllegalArgumentException e) {
      throw new WeftException(argument + ": " + e.getMessage(), e);
    }
  }

  private void requireFit(Model model, CatalogueEntry set) {
    Shape images = Shape.of(set.height(), set.width(), set.channels());
    Shape takes = model.network().input();
    if (takes.elements() != images.elements()) {
      throw new WrongUse(
          spec, "%s takes images of shape %s; those of %s are %s.".formatted(argument, takes, set.name(), images));
    }
    int classes = set.classNames().size();
    int outputs = model.network().output().elements();
    if (outputs != classes && !(outputs == 1 && classes == 2)) {
      throw new WrongUse(
          spec,
          String.format(
              Locale.ROOT,
              "%s tells %d classes apart; %s has %d.",
              argument,
              Math.max(2, outputs),
              set.name(),
              classes));
    }
  }

  private Map<String, Object> map(UsedModel model, ImageDataset set, Scores scores, List<String> notes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", argument);
    map.put("dataset", Results.dataset(set));
    map.put("parameters", model.model().network().parameters());
    map.put("threads", threads.count());
    map.put("seconds", scores.seconds());
    map.put(DataPart.TEST.word(), scores.metrics());
    map.put("mistakes", scores.confusion().mistakes());
    if (!notes.isEmpty()) {
      map.put("notes", notes);
    }
    return map;
  }
}
