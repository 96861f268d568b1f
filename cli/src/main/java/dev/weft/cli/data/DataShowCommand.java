package dev.weft.cli.data;

import dev.weft.Quoted;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OwnImageOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.AsciiImage;
import dev.weft.cli.terminal.Tables;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.PixelValues;
import dev.weft.page.dataset.DatasetPage;
import dev.weft.source.DataPart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data show}: what a data set consists of. */
@Command(
    name = "show",
    header = "Draws images of a data set, and says what its labels and pixels are.",
    footer = {
      "",
      "  weft data show mnist                              an overview",
      "  weft data show mnist --part test --from 40 --count 6",
      "  weft data show mnist --count 1 --numbers          an image as its numbers",
      "  weft data show mnist --page                       mnist.html, to look at",
      "  weft data show photos                             images of your own",
      "",
      "The page is one file: it opens from disk, and asks nothing of a network."
    })
final class DataShowCommand implements Callable<Integer> {
  private static final int FIRST_LABELS = 10;
  private static final int SAMPLES = 4;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|PATH", description = "The data set, or images of your own.")
  private String name;

  @Mixin private DataOptions data;

  @Mixin private OwnImageOptions own;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Samples of train, validation or test; of train by default.")
  private String part;

  @Option(names = "--from", paramLabel = "N", description = "The first sample to show, counted from 0; by default 0.")
  private Integer from;

  @Option(names = "--count", paramLabel = "N", description = "How many samples to show; 4 by default.")
  private Integer count;

  @Option(names = "--numbers", description = "Show samples as the numbers of their pixels.")
  private boolean numbers;

  @Option(names = "--page", description = "Write a page with classes, images, mean images and pixel values.")
  private boolean page;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the page; NAME.html by default.")
  private Path out;

  DataShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean samples = part != null || from != null || count != null || numbers;
    if (page && samples) {
      throw new WrongUse(spec, "--page shows the whole set; leave out --part, --from, --count and --numbers.");
    }
    if (out != null && !page) {
      throw new WrongUse(spec, "--out says where the page is written; say --page, too.");
    }
    ImageDataset set = data.load(own.of(data.source(name)), false, terminal);
    Map<String, ImageSet> parts = parts(set);
    if (part != null && !parts.containsKey(part)) {
      throw new WrongUse(
          spec, "--part is %s of %s; received '%s'.".formatted(String.join(" or ", parts.keySet()), set.name(), part));
    }
    if (page) {
      return write(set);
    }
    terminal.out().print(samples ? samples(set) : overview(set));
    return 0;
  }

  private int write(ImageDataset set) {
    Path file = out == null ? Path.of(set.name() + ".html") : out;
    DatasetPage.of(set).write(file);
    terminal.out().println(StoreOption.near(file));
    return 0;
  }

  private String samples(ImageDataset dataset) {
    String of = part == null ? DataPart.TRAIN.word() : part;
    ImageSet set = parts(dataset).get(of);
    int first = from == null ? 0 : from;
    if (first < 0 || first >= set.size()) {
      throw new WrongUse(
          spec,
          String.format(
              Locale.ROOT, "--from is a sample of %s, from 0 to %d; received %d.", of, set.size() - 1, first));
    }
    int many = count == null ? SAMPLES : count;
    if (many < 1) {
      throw new WrongUse(spec, "--count is at least 1; received " + many + ".");
    }
    int[] chosen = IntStream.range(first, (int) Math.min((long) first + many, set.size())).toArray();
    String title =
        String.format(
            Locale.ROOT, "%s, %s: samples %d to %d\n\n", dataset.name(), of, first, chosen[chosen.length - 1]);
    return title
        + (numbers
            ? PixelNumbers.of(set, chosen, terminal.width())
            : AsciiImage.of(set, chosen, i -> called(set, i), terminal.columns()));
  }

  private static String called(ImageSet set, int i) {
    return i + ": " + set.name(i).map(Quoted::line).orElseGet(() -> Tables.named(set.label(i), set.classNames()));
  }

  private static Map<String, ImageSet> parts(ImageDataset set) {
    Map<String, ImageSet> parts = new LinkedHashMap<>();
    parts.put(DataPart.TRAIN.word(), set.train());
    set.validation().ifPresent(images -> parts.put(DataPart.VALIDATION.word(), images));
    parts.put(DataPart.TEST.word(), set.test());
    return parts;
  }

  private String overview(ImageDataset set) {
    StringBuilder text = new StringBuilder(set.name());
    text.append(set.isOwn() ? "" : ": " + Datasets.entry(set.name()).description()).append('\n');
    text.append(set.origin()).append("; SHA-256 ").append(set.checksum()).append("\n\n");
    text.append(AsciiImage.onePerClass(set.train(), terminal.columns()));
    text.append(classes(set)).append('\n');
    parts(set).forEach((part, images) -> text.append(arrays(part, images)));
    text.append("\nFirst labels of train, and their one-hot rows\n").append(oneHot(set.train()));
    return text.toString();
  }

  private static String classes(ImageDataset set) {
    Map<String, ImageSet> parts = parts(set);
    StringBuilder table =
        new StringBuilder(row("CLASS", parts.keySet().stream().map(part -> part.toUpperCase(Locale.ROOT))));
    Map<String, int[]> counts = new LinkedHashMap<>();
    parts.forEach((part, images) -> counts.put(part, images.classCounts()));
    for (int c = 0; c < set.train().classes(); c++) {
      int label = c;
      table.append(
          row(
              Tables.named(label, set.train().classNames()),
              counts.values().stream().map(n -> DataCommand.count(n[label]))));
    }
    return table.append(row("all", parts.values().stream().map(images -> DataCommand.count(images.size())))).toString();
  }

  private static String row(String name, Stream<String> cells) {
    return String.format(Locale.ROOT, "%-20s", name)
        + cells.map(cell -> String.format(Locale.ROOT, " %8s", cell)).collect(Collectors.joining())
        + "\n";
  }

  private static String arrays(String part, ImageSet set) {
    return String.format(
        Locale.ROOT,
        "%-5s  images (%d, %d, %d, %d), labels (%d)\n       %s\n",
        part,
        set.size(),
        set.height(),
        set.width(),
        set.channels(),
        set.size(),
        PixelValues.of(set).sentence());
  }

  private static String oneHot(ImageSet set) {
    StringBuilder rows = new StringBuilder();
    int classes = set.classes();
    String between = 2 * classes > 50 ? "" : " ";
    for (int i = 0; i < Math.min(FIRST_LABELS, set.size()); i++) {
      int label = set.label(i);
      String row =
          classes > 50
              ? "1 at " + label + " of " + classes
              : String.join(between, IntStream.range(0, classes).mapToObj(c -> c == label ? "1" : "0").toList());
      rows.append("  %-20s %s\n".formatted(Tables.named(label, set.classNames()), row));
    }
    return rows.toString();
  }
}
