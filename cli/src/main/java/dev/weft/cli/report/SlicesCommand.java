package dev.weft.cli.report;

import dev.weft.Quoted;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Tables;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.slices.Slice;
import dev.weft.explain.slices.Slices;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft slices}: on which images a network is worse. */
@Command(
    name = "slices",
    header = "Says on which groups of test images a network is significantly worse.",
    footer = {
      "",
      "  weft slices latest            the groups on which it is worse",
      "  weft slices latest --all      all groups that were compared",
      "",
      "Groups are by brightness, contrast, colour, stroke width, size and position, by",
      "the images' folder, and by the columns of a table about them. Each is compared",
      "with the other images of the same classes, by Fisher's exact test, corrected by",
      "Holm. With --all those on which it is worse come first."
    })
public final class SlicesCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 5;

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "A run: its folder, name or id, or 'latest'.")
  private String name;

  @Option(names = "--all", description = "Say all groups, not only those on which it is worse.")
  private boolean all;

  @Mixin private DataOptions dataOptions;

  @Mixin private StoreOption store;

  public SlicesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FinishedRun run = Finished.run(name, store, terminal);
    ImageSet test = Finished.testedOn(run, dataOptions, terminal).test();
    Slices slices = Slices.of(run, test);
    List<Slice> worse = slices.worse();
    say(slices.inWords());
    List<Slice> shown = all ? worseFirst(slices) : worse;
    if (!shown.isEmpty()) {
      List<List<String>> rows = shown.stream().map(SlicesCommand::row).toList();
      terminal
          .out()
          .print(
              Tables.aligned(
                  List.of("group", "images", "mistakes", "expected", "share", "95 % interval", "others", "p (Holm)"),
                  rows,
                  terminal.columns()));
    }
    for (Slice slice : worse) {
      say(surest(slice, run, test));
    }
    return 0;
  }

  private void say(String line) {
    terminal.out().println(Lines.folded(line, terminal.columns()));
  }

  /** A group may differ because the network is better on it. */
  private static List<Slice> worseFirst(Slices slices) {
    List<Slice> worse = slices.worse();
    return Stream.concat(worse.stream(), slices.all().stream().filter(slice -> !worse.contains(slice))).toList();
  }

  private static List<String> row(Slice slice) {
    Interval right = slice.accuracy().interval();
    return List.of(
        slice.group().name(),
        String.format(Locale.ROOT, "%,d", slice.test().size()),
        String.format(Locale.ROOT, "%,d", slice.test().inGroup()),
        String.format(Locale.ROOT, "%,.1f", slice.test().expected()),
        percent(1 - slice.accuracy().accuracy()),
        percent(1 - right.high()) + " to " + percent(1 - right.low()),
        percent(1 - slice.accuracyOutside().accuracy()),
        slice.p() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", slice.p()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** Which images of a group it is surest and wrong of, by their files or numbers. */
  private static String surest(Slice slice, FinishedRun run, ImageSet test) {
    return "surest mistakes with %s: %s"
        .formatted(
            Quoted.line(slice.group().name()),
            IntStream.of(slice.wrong())
                .limit(MOST_NAMED)
                .mapToObj(row -> test.name(row).map(Quoted::line).orElse("#" + run.predictions().images()[row]))
                .collect(Collectors.joining(", ")));
  }
}
