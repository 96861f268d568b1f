package dev.weft.cli.model;

import dev.weft.WeftException;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Tables;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.explain.outlier.OtherImages;
import dev.weft.explain.outlier.OutlierCount;
import dev.weft.explain.outlier.Separation;
import dev.weft.keras.Json;
import dev.weft.keras.KerasModel;
import dev.weft.model.Shape;
import dev.weft.outlier.Unlikeness;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** {@code weft outliers}: which images a trained model takes for unlike anything it learned. */
@Command(
    name = "outliers",
    header = "Measures which images a trained model takes for unlike anything it learned.",
    description =
        "Its test images should be alike, and others unlike: images of other sets, and some that are made of the test"
            + " images. The area under the ROC curve is that of the score of unlikeness between both.",
    footer = {
      "",
      "  weft outliers runs/digits --against fashion-mnist",
      "  weft outliers latest --against my-photos --json",
    })
public final class OutliersCommand implements Callable<Integer> {
  private static final long SEED = 1;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = ModelArgument.DESCRIPTION)
  private String argument;

  @Option(
      names = "--against",
      paramLabel = "NAME|PATH",
      description = "A data set, or images of your own, that show something else; may be repeated.")
  private List<String> against = List.of();

  @Mixin private DataOptions dataOptions;

  @Mixin private ThreadsOption threads;

  @Mixin private StoreOption store;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  public OutliersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    KerasModel file = ModelArgument.read(argument, store, spec);
    Unlikeness unlikeness =
        file.metadata()
            .unlikeness()
            .orElseThrow(() ->
                new WrongUse(
                    spec,
                    argument
                        + " does not say what it is unlike: Weft wrote it before it kept that, or another program did,"
                        + " or there were fewer than 99 images; train it again."));
    DataSource source =
        ModelArgument.experiment(argument, store)
            .map(experiment -> experiment.data().source())
            .orElseThrow(
                () -> new WrongUse(spec, "this needs a run, whose test images it measures; " + argument + " is none."));
    ImageDataset set = dataOptions.load(source, false, terminal);
    ImageSet test = set.test();
    double[] own = unlikeness.scores(file.model(), test, threads.count());
    List<OutlierCount> counts = new ArrayList<>();
    counts.add(new OutlierCount(set.name() + ", test images", OutlierCount.unlike(unlikeness, own), Optional.empty()));
    for (String other : against) {
      counts.add(count(file, unlikeness, other, others(file, other), own));
    }
    for (OtherImages others : OtherImages.values()) {
      counts.add(count(file, unlikeness, others.words(), others.of(test, SEED), own));
    }
    terminal.out().print(json ? Json.pretty(map(unlikeness, counts)) : text(unlikeness, counts, terminal.width()));
    return 0;
  }

  private OutlierCount count(KerasModel file, Unlikeness unlikeness, String name, ImageSet set, double[] own) {
    return OutlierCount.of(file.model(), unlikeness, name, set, own, threads.count());
  }

  private ImageSet others(KerasModel file, String nameOrPath) {
    DataSource source = dataOptions.source(nameOrPath);
    DataSource taken = LearnedData.asTaken(source, file.intake());
    ImageDataset set = dataOptions.load(taken, false, terminal);
    ImageSet images = source.isOwn() ? set.all() : set.test();
    Shape takes = file.model().network().input();
    if (takes.elements() != images.features()) {
      throw new WeftException(
          "%s takes images of shape %s; those of %s are %s."
              .formatted(argument, takes, set.name(), Shape.of(images.height(), images.width(), images.channels())));
    }
    return images;
  }

  private static String text(Unlikeness unlikeness, List<OutlierCount> counts, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (OutlierCount count : counts) {
      Wilson unlike = count.unlike();
      rows.add(
          List.of(
              count.name(),
              String.format(Locale.ROOT, "%,d", unlike.images()),
              percent(unlike.accuracy()),
              percent(unlike.interval()),
              count.separation().map(of -> String.format(Locale.ROOT, "%.4f", of.area())).orElse(""),
              count.separation().map(of -> of.interval().words()).orElse("")));
    }
    return about(unlikeness)
        + "\n\n"
        + Tables.aligned(List.of("images", "count", "unlike", "95 % interval", "area", "95 % interval"), rows, width);
  }

  /** What the threshold is, and of what. */
  private static String about(Unlikeness unlikeness) {
    return String.format(
        Locale.ROOT,
        "The threshold is %.3f: %,d of %,d %s are above it.",
        unlikeness.threshold(),
        unlikeness.alarms(),
        unlikeness.images(),
        (unlikeness.validated() ? DataPart.VALIDATION : DataPart.TRAIN).images());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String percent(Interval interval) {
    return String.format(Locale.ROOT, "%.2f to %.2f %%", 100 * interval.low(), 100 * interval.high());
  }

  private Map<String, Object> map(Unlikeness unlikeness, List<OutlierCount> counts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", argument);
    map.put("threshold", unlikeness.threshold());
    map.put("false_alarm_rate", unlikeness.falseAlarmRate());
    map.put("threshold_images", unlikeness.images());
    map.put("threshold_of_validation", unlikeness.validated());
    map.put("sets", counts.stream().map(OutliersCommand::map).toList());
    return map;
  }

  private static Map<String, Object> map(OutlierCount count) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("images", count.name());
    map.put("count", count.unlike().images());
    map.put("unlike", count.unlike().right());
    map.put("share", count.unlike().accuracy());
    map.put("share_interval", ends(count.unlike().interval()));
    if (count.separation().isPresent()) {
      Separation separation = count.separation().get();
      map.put("area", separation.area());
      map.put("area_interval", ends(separation.interval()));
    }
    return map;
  }

  private static List<Double> ends(Interval interval) {
    return List.of(interval.low(), interval.high());
  }
}
