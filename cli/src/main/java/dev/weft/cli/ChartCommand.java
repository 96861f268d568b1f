package dev.weft.cli;

import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.chart.Chart;
import dev.weft.chart.ChartFormat;
import dev.weft.chart.ValueRange;
import dev.weft.experiment.FinishedRun;
import dev.weft.report.ChartOptions;
import dev.weft.report.RunCharts;
import dev.weft.report.StudyCharts;
import dev.weft.study.FinishedStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft chart}: pictures of what came out. */
@Command(
    name = "chart",
    header = "Draws charts of a run or a study, as SVG, PNG or PDF files.",
    footer = {
      "",
      "  weft chart latest --list                    what can be drawn of it",
      "  weft chart latest                           all of it, below the run's folder",
      "  weft chart latest confusion roc --format pdf,png --out figures",
      "  weft chart latest pair --pair Coat,Pullover",
      "  weft chart studies/report-d test-accuracy   bars with their intervals"
    })
final class ChartCommand implements Callable<Integer> {
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

  @Option(names = "--count", paramLabel = "N", description = "How many pictures a grid has; 25 by default.")
  private int count = ChartOptions.of().count();

  @Option(names = "--picture", paramLabel = "N", description = "The test picture that stands alone, from 0.")
  private int picture;

  @Option(
      names = "--pair",
      paramLabel = "A,B",
      description = "Two classes to look at together; by default those most often confused.")
  private String pair;

  @Option(names = "--from-0-to-1", description = "Accuracy and loss on an axis from 0 to 1, not as the values need it.")
  private boolean whole;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  ChartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path folder = Finished.folder(of, store);
    if (FinishedStudy.isStudy(folder)) {
      StudyCharts charts = new StudyCharts(FinishedStudy.read(folder));
      return draw(folder, charts.names(), charts::of);
    }
    FinishedRun run = FinishedRun.read(folder);
    RunCharts charts =
        new RunCharts(run, dataOptions.load(run.experiment().data().dataset(), false, terminal), options(run));
    return draw(folder, charts.names(), charts::of);
  }

  private ChartOptions options(FinishedRun run) {
    if (count < 1 || picture < 0) {
      throw new WrongUse(
          spec, "--count must be at least 1 and --picture at least 0; received %d and %d.".formatted(count, picture));
    }
    ValueRange range = whole ? ValueRange.ZERO_TO_ONE : ValueRange.FITTED;
    return new ChartOptions(count, picture, pair(run.predictions().classNames()), range);
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
            .formatted(String.join(", ", classes), pair));
  }

  private int draw(Path folder, List<String> known, Function<String, Chart> chart) {
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
        terminal.out().println(StoreOption.near(kind.write(drawn, into, name)));
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
