package dev.weft.page.dataset;

import dev.weft.Quoted;
import dev.weft.chart.Bar;
import dev.weft.chart.BarChart;
import dev.weft.chart.ClassCounts;
import dev.weft.dataset.ImageDataset;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The classes of a data set, in their order.
 *
 * @param counts the chart of each part
 */
record ClassTable(ImageDataset data, Map<DataPart, BarChart> counts, List<ClassRow> rows) {
  /** With more classes, the page has the largest and the smallest. */
  private static final int MOST_ROWS = 12;

  /** Images of a class beside its counts. */
  private static final int FIRST = 6;

  static ClassTable of(ImageDataset data, List<String> names, List<ClassImages> classes, Thumbnails thumbnails) {
    Map<DataPart, BarChart> counts =
        Map.of(DataPart.TRAIN, ClassCounts.of(data.train()), DataPart.TEST, ClassCounts.of(data.test()));
    List<ClassRow> rows =
        IntStream.range(0, names.size())
            .mapToObj(label ->
                new ClassRow(
                    label,
                    names.get(label),
                    classes.get(label).images().length,
                    data.test().size() == 0 ? 0 : (int) counts.get(DataPart.TEST).bars().get(label).value(),
                    thumbnails.first(label, FIRST),
                    thumbnails.slots(classes.get(label).typical(Thumbnails.TYPICAL)),
                    thumbnails.slots(classes.get(label).unusual(Thumbnails.TYPICAL))))
            .toList();
    return new ClassTable(data, counts, rows);
  }

  boolean showsAll() {
    return rows.size() <= MOST_ROWS;
  }

  /** The classes that are shown: all in their order, or the largest and the smallest of many. */
  List<ClassRow> shown() {
    return shown(data.train().classCounts()).stream().map(rows::get).toList();
  }

  /**
   * The numbers of these classes.
   *
   * @param counts the training images of each class
   */
  static List<Integer> shown(int[] counts) {
    List<Integer> labels = IntStream.range(0, counts.length).boxed().toList();
    if (counts.length <= MOST_ROWS) {
      return labels;
    }
    List<Integer> sorted = labels.stream().sorted(Comparator.comparingInt(label -> -counts[label])).toList();
    List<Integer> ends = new ArrayList<>(sorted.subList(0, MOST_ROWS / 2));
    ends.addAll(sorted.subList(sorted.size() - MOST_ROWS / 2, sorted.size()));
    return ends;
  }

  /** Those that {@link #shown} leaves out. */
  List<ClassRow> others() {
    List<ClassRow> shown = shown();
    return rows.stream().filter(row -> !shown.contains(row)).toList();
  }

  /** The length of a class's bar, as a part of the longest, 0 to 1. */
  String bar(int count, DataPart part) {
    double most = counts.get(part).bars().stream().mapToDouble(Bar::value).max().orElse(1);
    return String.format(Locale.ROOT, "%.4f", count / Math.max(1, most));
  }

  /** Whether classes have as many training images as each other. */
  String balance() {
    List<String> empty = rows.stream().filter(row -> row.train() == 0).map(ClassRow::name).toList();
    String missing = empty.isEmpty() ? "" : "No training image is of %s.".formatted(Quoted.list(empty));
    return rows.size() == 1 ? missing : (sizes() + " " + missing).strip();
  }

  private String sizes() {
    ClassRow largest = rows.stream().max(Comparator.comparingInt(ClassRow::train)).orElseThrow();
    ClassRow smallest =
        rows.stream().filter(row -> row.train() > 0).min(Comparator.comparingInt(ClassRow::train)).orElseThrow();
    if (largest.train() == smallest.train()) {
      return "Each class has %s.".formatted(Numbers.of(largest.train(), "training image"));
    }
    return "The largest class, %s, has %s times as many training images as the smallest, %s."
        .formatted(largest.name(), ratio(), smallest.name());
  }

  /** The largest class by the smallest that has images, {@code 1.24}. */
  String ratio() {
    double ratio =
        (double) rows.stream().mapToInt(ClassRow::train).max().orElseThrow()
            / rows.stream().mapToInt(ClassRow::train).filter(count -> count > 0).min().orElseThrow();
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
  }

  /** Every class with its shares of both parts. */
  Table table() {
    List<String> columns = List.of("class", "training images", "share", "test images", "share of the test part");
    int known = data.test().size() == 0 ? 3 : columns.size();
    return new Table(
        "Images of each class", columns.subList(0, known), rows.stream().map(row -> cells(row, known)).toList());
  }

  private List<Cell> cells(ClassRow row, int known) {
    List<Cell> cells =
        List.of(
            Cell.of(row.name()),
            Cell.of(row.train()),
            share(row.train(), data.train().size()),
            Cell.of(row.test()),
            share(row.test(), data.test().size()));
    return cells.subList(0, known);
  }

  private static Cell share(int count, int all) {
    double share = (double) count / all;
    return new Cell(Shares.percent(share), share);
  }
}
