package dev.weft.cli.report;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.chart.Chart;
import dev.weft.chart.ChartFormat;
import dev.weft.chart.ValueRange;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.page.run.ChartOptions;
import dev.weft.page.run.RunCharts;
import dev.weft.page.study.StudyCharts;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;
import dev.weft.study.FinishedStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft chart}: images of what came out. */
@Command(
    name = "chart",
    header = "Draws charts of a run or a study, as SVG, PNG or PDF files.",
    footer = {
      "",
      "  weft chart latest --list                    what can be drawn of it",
      "  weft chart latest                           all of it, below the run's folder",
      "  weft chart latest confusion roc --format pdf,png --out figures",
      "  weft chart latest pair --pair Coat,Pullover",
      "  weft chart latest confusion --part train    what it takes training images for",
      "  weft chart latest predictions --from 2020 --count 25",
      "  weft chart latest accuracy --y-range 0.95:1",
      "  weft chart studies/report-d test-accuracy   bars with their intervals"
    })
public final class ChartCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN|STUDY", description = Finished.DESCRIPTION)
  private String of;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", description = "Which charts; all by default.")
  private List<String> names = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "svg",
      description = "svg, png or pdf, or several with commas between them; svg by default.")
  private List<String> formats;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to write them, instead of the folder's charts/.")
  private Path out;

  @Option(names = "--list", description = "Only say what can be drawn.")
  private boolean list;

  @Option(names = "--count", paramLabel = "N", description = "How many images a grid has; 25 by default.")
  private int count = ChartOptions.of().count();

  @Option(names = "--from", paramLabel = "N", description = "The first image of samples and predictions, from 0.")
  private int from;

  @Option(names = "--image", paramLabel = "N", description = "The image that stands alone, from 0.")
  private int image;

  /** The name of Weft 0.1. */
  @Option(names = "--picture", hidden = true)
  void picture(int image) {
    this.image = image;
  }

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "train, validation or test: of which images the charts are; test by default, samples of train.")
  private String part;

  @Option(
      names = "--pair",
      paramLabel = "A,B",
      description = "Two classes to look at together; by default those most often confused.")
  private String pair;

  @Option(
      names = "--y-range",
      paramLabel = "A:B",
      description = "The axis of accuracy, loss and learning rate, such as 0.9:1; by default as the values need it.")
  private String yRange;

  @Option(names = "--x-range", paramLabel = "A:B", description = "The axis of the epochs, such as 5:15.")
  private String xRange;

  @Option(names = "--from-0-to-1", description = "The same as --y-range 0:1.")
  private boolean whole;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  public ChartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Finished.isStudy(of)) {
      Path folder = Finished.folder(of, store);
      if (part != null || pair != null || xRange != null) {
        throw new WrongUse(
            spec, "--part, --pair and --x-range are for the charts of a run; %s is a study.".formatted(of));
      }
      StudyCharts charts = new StudyCharts(FinishedStudy.read(folder), values());
      return draw(folder, charts.names(), charts::of, UnaryOperator.identity());
    }
    FinishedRun run = Finished.run(of, store, terminal);
    ImageDataset data =
        dataOptions.again(run.experiment().data().source(), run.provenance().datasetChecksum(), terminal);
    run.requireFits(data);
    RunCharts charts = new RunCharts(run, data, options(run));
    return draw(Files.isDirectory(run.folder()) ? run.folder() : Path.of(""), charts.names(), charts::of, charts::file);
  }

  private ChartOptions options(FinishedRun run) {
    atLeast(1, "--count", count);
    atLeast(0, "--from", from);
    atLeast(0, "--image", image);
    Optional<ChartOptions.Pair> two = pair(run.classNames());
    return new ChartOptions(part(), from, count, image, two, range("--x-range", xRange), values());
  }

  private ValueRange values() {
    return whole ? ValueRange.ZERO_TO_ONE : range("--y-range", yRange);
  }

  private void atLeast(int least, String option, int value) {
    if (value < least) {
      throw new WrongUse(
          spec, String.format(Locale.ROOT, "%s must be at least %d; received %d.", option, least, value));
    }
  }

  private ValueRange range(String option, String text) {
    try {
      return text == null ? ValueRange.FITTED : ValueRange.parse(text);
    } catch (WeftException e) {
      throw new WrongUse(spec, option + ": " + e.getMessage());
    }
  }

  private Optional<DataPart> part() {
    if (part == null) {
      return Optional.empty();
    }
    List<String> known = Arrays.stream(DataPart.values()).map(DataPart::word).toList();
    if (!known.contains(part)) {
      throw new WrongUse(spec, "--part is train, validation or test; received '%s'.".formatted(Quoted.text(part)));
    }
    return Optional.of(DataPart.values()[known.indexOf(part)]);
  }

  private Optional<ChartOptions.Pair> pair(List<String> classes) {
    if (pair == null) {
      return Optional.empty();
    }
    for (int a = 0; a < classes.size(); a++) {
      for (int b = 0; b < classes.size(); b++) {
        if (a != b && pair.equals(classes.get(a) + "," + classes.get(b))) {
          return Optional.of(new ChartOptions.Pair(a, b));
        }
      }
    }
    throw new WrongUse(
        spec,
        "--pair takes two classes with a comma between them, of %s; received '%s'."
            .formatted(Quoted.list(classes), pair));
  }

  private int draw(Path folder, List<String> known, Function<String, Chart> chart, UnaryOperator<String> file) {
    if (list) {
      known.forEach(terminal.out()::println);
      return 0;
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new WrongUse(spec, "'%s' cannot be drawn of %s; %s".formatted(name, of, Spelling.known(name, known)));
      }
    }
    List<ChartFormat> kinds = formats();
    Path into = folder(folder);
    for (String name : names.isEmpty() ? known : names) {
      Chart drawn = chart.apply(name);
      for (ChartFormat kind : kinds) {
        terminal.out().println(StoreOption.near(kind.write(drawn, into, file.apply(name))));
      }
    }
    return 0;
  }

  private List<ChartFormat> formats() {
    try {
      return formats.stream().map(ChartFormat::of).toList();
    } catch (WeftException e) {
      throw new WrongUse(spec, "--format: " + e.getMessage());
    }
  }

  private Path folder(Path folder) {
    Path into = out == null ? folder.resolve("charts") : out;
    try {
      return Files.createDirectories(into);
    } catch (IOException e) {
      throw new WrongUse(spec, "the charts must go into a folder that can be written; %s cannot.".formatted(into));
    }
  }
}
