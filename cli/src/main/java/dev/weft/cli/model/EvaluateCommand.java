package dev.weft.cli.model;

import dev.weft.Finite;
import dev.weft.WeftException;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.classifier.TrainedModel;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.HeldOutOption;
import dev.weft.cli.options.OwnImageOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Report;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.ExperimentFile;
import dev.weft.keras.Json;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.model.Shape;
import dev.weft.run.Results;
import dev.weft.run.RunFolder;
import dev.weft.run.Scores;
import dev.weft.source.DataPart;
import dev.weft.train.Evaluation;
import dev.weft.train.ImageViews;
import dev.weft.train.Model;
import dev.weft.train.ViewedEvaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      "  weft evaluate latest --tta 8                  with 8 copies of each image",
      "  weft evaluate learned-bytes.h5 --data mnist --scaling none",
      "  weft evaluate runs/photos --data new-photos   on images of your own",
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      description = "The data set, or images of your own; by default what the model learned.")
  private String data;

  @Mixin private OwnImageOptions own;

  @Mixin private ModelOptions modelOptions;

  @Mixin private DataOptions dataOptions;

  @Mixin private CopiesOption copiesOption;

  @Option(names = "--raw", description = "Leave out what calibration makes of the probabilities.")
  private boolean raw;

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
    DataSource source = data == null ? learnedData(learned) : own.of(dataOptions.source(data));
    if (!source.isOwn()) {
      requireFit(file.model(), dataOptions.entry(source.dataset()));
    }
    TrainedModel model = modelOptions.use(file, argument, ClassifierOptions.of(), terminal);
    List<String> notes = new ArrayList<>(model.notes());
    if (!source.isOwn() && !learned.isEmpty() && !learned.equals(source.dataset())) {
      terminal.note("warning: this model learned " + learned + ", not " + source.dataset() + ".");
    }
    ImageDataset set = dataOptions.load(LearnedData.asTaken(source, file.intake()), false, terminal);
    ImageSet images = source.isOwn() ? images(set, model, file.metadata()) : set.test();
    Optional<ImageViews> copies = copiesOption.copies(argument, store, spec);
    Optional<ViewedEvaluation> both = copies.map(views -> evaluation(model, images, views));
    Scores scores = Scores.of(both.map(ViewedEvaluation::mean).orElseGet(() -> evaluation(model, images)));
    Optional<Scores> plain = both.map(ViewedEvaluation::plain).map(Scores::of);
    if (!file.knowsLoss()) {
      scores = scores.without(Metric.LOSS);
      String why = "no loss is given: %s does not say it, or Weft does not have it.".formatted(argument);
      notes.add(why);
      terminal.note("note: " + why);
    }
    if (!file.knowsScaling() || modelOptions.saysScaling()) {
      ScalingHint.of(model.model(), images, threads.count())
          .ifPresent(hint -> {
            notes.add(hint);
            terminal.note("warning: " + hint);
          });
    }
    Predictions given = plain.orElse(scores).predictions();
    Optional<CalibratedScores> calibrated =
        raw ? Optional.empty() : model.confidence().map(known -> new CalibratedScores(known, given));
    if (json) {
      terminal.out().print(Json.pretty(map(model, set, scores, copies, plain, calibrated, notes)));
    } else {
      List<String> names = modelOptions.saysClasses() ? model.classNames() : images.classNames();
      String of =
          images.size() == set.test().size() ? HeldOutOption.tested(source, set.name()) : "All images of " + set.name();
      String mean = copies.map(asked -> ", mean over " + CopiesOption.inWords(asked)).orElse("");
      terminal.out().print(Report.of(of + mean, scores, names, terminal.width()));
      if (plain.isPresent()) {
        terminal.out().print(difference(scores, plain.get()));
      }
      calibrated.ifPresent(better -> terminal.out().print(better.text()));
    }
    return 0;
  }

  /** What a run learned is where its file says, if the argument is one. */
  private DataSource learnedData(String learned) {
    Path file = Path.of(argument);
    Path experiment =
        Files.isRegularFile(file)
            ? file.resolveSibling(RunFolder.EXPERIMENT)
            : store.runFolder(argument).resolve(RunFolder.EXPERIMENT);
    return Files.isRegularFile(experiment)
        ? ExperimentFile.read(experiment.toString(), List.of()).data().source()
        : DataSource.named(dataOptions.entry(learned).name());
  }

  /**
   * The test images of one's own; all where chance would have chosen these, and the model did not learn from them.
   *
   * @throws WeftException if they are of another shape, or of other classes
   */
  private ImageSet images(ImageDataset set, TrainedModel model, Metadata metadata) {
    Object sum = metadata.provenance().get("dataset") instanceof Map<?, ?> of ? of.get("sha256") : null;
    boolean same = set.checksum().equals(sum);
    boolean all = set.isTestHeldOut() && set.validation().isEmpty() && data != null && !same;
    ImageSet images = all ? set.all() : set.test();
    if (all) {
      terminal.note(
          "all images are evaluated, as there is no test part; those that the model learned from count, too.");
    } else if (data == null && !same) {
      terminal.note(
          "warning: %s changed since the model learned, so the test images may be others, some of which it learned from."
              .formatted(set.name()));
    }
    return LearnedData.fitting(images, set.name(), model);
  }

  private static String difference(Scores with, Scores without) {
    return String.format(
        Locale.ROOT,
        "%nAccuracy %.4f with test-time augmentation, %.4f without (%s and %s mistakes)%n",
        Metric.ACCURACY.in(with.metrics()),
        Metric.ACCURACY.in(without.metrics()),
        with.confusion().mistakes(),
        without.confusion().mistakes());
  }

  private Evaluation evaluation(TrainedModel model, ImageSet set) {
    try {
      return finite(model.model().evaluate(set, Model.EVALUATION_BATCH, threads.count()));
    } catch (IllegalArgumentException e) {
      throw new WeftException(argument + ": " + e.getMessage(), e);
    }
  }

  private ViewedEvaluation evaluation(TrainedModel model, ImageSet set, ImageViews views) {
    try {
      ViewedEvaluation both =
          model.model().evaluate(set, views, Model.EVALUATION_BATCH, threads.count(), this::viewsEvaluated);
      terminal.clear();
      finite(both.plain());
      finite(both.mean());
      return both;
    } catch (IllegalArgumentException e) {
      throw new WeftException(argument + ": " + e.getMessage(), e);
    }
  }

  private void viewsEvaluated(int views, int all) {
    if (terminal.mayShow()) {
      terminal.status("test-time augmentation: view %s of %s".formatted(views, all));
    }
  }

  private Evaluation finite(Evaluation evaluation) {
    OptionalDouble wrong = Finite.exception(evaluation.outputs());
    if (wrong.isPresent()) {
      throw new WeftException(
          "the outputs of %s must be finite numbers; they hold %s; its training went wrong, or --scaling is not the"
                  .formatted(argument, wrong.getAsDouble())
              + " one that it learned with.");
    }
    return evaluation;
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

  private Map<String, Object> map(
      TrainedModel model,
      ImageDataset set,
      Scores scores,
      Optional<ImageViews> copies,
      Optional<Scores> plain,
      Optional<CalibratedScores> calibrated,
      List<String> notes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", argument);
    map.put("dataset", Results.dataset(set));
    map.put("parameters", model.model().network().parameters());
    map.put("threads", threads.count());
    map.put("seconds", scores.seconds());
    map.put(DataPart.TEST.word(), scores.metrics());
    map.put("mistakes", scores.confusion().mistakes());
    copies.ifPresent(asked -> map.put("tta", CopiesOption.map(asked)));
    plain.ifPresent(without -> map.put("without_tta", without.metrics()));
    calibrated.ifPresent(better -> map.put("calibrated", better.map()));
    if (!notes.isEmpty()) {
      map.put("notes", notes);
    }
    return map;
  }
}
