package dev.weft.notebook;

import dev.weft.WeftException;
import dev.weft.chart.Chart;
import dev.weft.dataset.ImageDataset;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metric;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.page.Digits;
import dev.weft.page.Fact;
import dev.weft.page.Numbers;
import dev.weft.page.Provenance;
import dev.weft.page.run.ChartOptions;
import dev.weft.page.run.RunCharts;
import dev.weft.run.FinishedRun;
import dev.weft.run.RunFolder;
import dev.weft.statistics.Wilson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a notebook says of a run: Markdown by the names of its blocks, and the figures that it shows. */
final class RunBlocks {
  private static final int MOST_CONFUSED = 5;

  private final FinishedRun run;
  private final Optional<ImageDataset> data;
  private final ConfusionMatrix confusion;
  private final Map<String, String> blocks = new LinkedHashMap<>();
  private final Map<String, Chart> figures = new LinkedHashMap<>();

  RunBlocks(FinishedRun run, Optional<ImageDataset> data, String command) {
    this.run = run;
    this.data = data;
    confusion = ConfusionMatrix.of(run.predictions());
    Optional<RunCharts> charts = data.map(images -> new RunCharts(run, images, ChartOptions.of()));
    blocks.put("data", data() + figure(charts, "samples", "Training images, each with its class"));
    blocks.put("network", network());
    blocks.put("settings", settings());
    blocks.put("curves", figure(charts, "curves", "Accuracy and loss of each epoch"));
    blocks.put("result", result());
    blocks.put("confusion", figure(charts, "confusion", "Rows: what it is. Columns: what it was taken for"));
    blocks.put(
        "mistakes", mistakes() + figure(charts, "worst-mistakes", "The mistakes of which the network was surest"));
    blocks.put("provenance", provenance(command));
  }

  /** Markdown by the names of blocks. */
  Map<String, String> markdown() {
    return blocks;
  }

  /** By the names of their files, without ending. */
  Map<String, Chart> figures() {
    return figures;
  }

  private String figure(Optional<RunCharts> charts, String name, String caption) {
    if (charts.isEmpty()) {
      return "";
    }
    figures.put(name, charts.get().of(name));
    return "\n![%s](figures/%s.svg)\n".formatted(caption, name);
  }

  private String data() {
    String name = run.experiment().data().dataset();
    List<String> names = run.classNames().stream().map(RunBlocks::escaped).toList();
    String classes = "%s classes: %s".formatted(Numbers.count(names.size()), String.join(", ", names));
    return data.map(images ->
            "%s has %s to learn from and %s to test on, of %s × %s pixels.\n\n%s.\n"
                .formatted(
                    escaped(name),
                    Numbers.of(images.train().size(), "image"),
                    Numbers.count(images.test().size()),
                    images.train().height(),
                    images.train().width(),
                    classes))
        .orElse("%s. Its images are not on this machine.\n\n%s.\n".formatted(escaped(name), classes));
  }

  private String network() {
    Graph network = run.model().network();
    StringBuilder table = new StringBuilder("| layer | kind | output | parameters |\n|---|---|---|---:|\n");
    for (Node node : network.nodes()) {
      long parameters = network.isFirstCall(node) ? node.layer().parameters(network.inputShape(node)) : 0;
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(escaped(node.name()), node.layer().kind(), network.shape(node), Numbers.count(parameters)));
    }
    return table.append("\n%s parameters in all.\n".formatted(Numbers.count(network.parameters()))).toString();
  }

  private String settings() {
    Path file = run.folder().resolve(RunFolder.EXPERIMENT);
    try {
      return "~~~~yaml\n" + Files.readString(file).strip() + "\n~~~~\n";
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private String result() {
    Wilson accuracy = new Wilson(confusion.correct(), confusion.total());
    Digits digits = Digits.of(accuracy.interval());
    StringBuilder text =
        new StringBuilder(
            "The network classifies **%s** of %s correctly (95 %% interval %s).\n\n"
                .formatted(
                    digits.percent(accuracy.accuracy()),
                    Numbers.of(confusion.total(), "test image"),
                    digits.percent(accuracy.interval())));
    text.append("| | validation | test |\n|---|---:|---:|\n");
    run.metrics()
        .test()
        .forEach((name, value) ->
            text.append(
                "| %s | %s | %s |\n"
                    .formatted(Metric.words(name), number(run.metrics().validation().get(name)), number(value))));
    return text.toString();
  }

  private String mistakes() {
    List<String> lines = new ArrayList<>();
    for (ConfusionMatrix.Confusion pair : confusion.mostConfused(MOST_CONFUSED)) {
      lines.add(
          "- %s taken for %s: %s"
              .formatted(
                  escaped(run.classNames().get(pair.actual())),
                  escaped(run.classNames().get(pair.predicted())),
                  Numbers.of(pair.count(), "image")));
    }
    String most = lines.isEmpty() ? ".\n" : ". Most often:\n\n" + String.join("\n", lines) + "\n";
    return Numbers.of(confusion.mistakes(), "mistake") + most;
  }

  private String provenance(String command) {
    StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
    for (Fact fact : new Provenance(run).facts()) {
      text.append(row(fact.name(), fact.value())).append('\n');
    }
    return text.append("\nThis makes figures, tables and this page again:\n\n    ")
        .append(command)
        .append('\n')
        .toString();
  }

  private static String number(Double value) {
    return Numbers.figure(value == null ? Double.NaN : value);
  }

  /** A line of a table with a fact of the run. */
  static String row(String name, String value) {
    return "| %s | %s |".formatted(escaped(name), escaped(value));
  }

  /** A text in which Markdown finds nothing of its own. */
  static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|&~])", "\\\\$1").replaceAll("\\R", " ");
  }
}
