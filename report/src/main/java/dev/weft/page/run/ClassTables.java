package dev.weft.page.run;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.page.Digits;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a network is worth class by class. */
record ClassTables(ConfusionMatrix confusion, List<String> classNames) {
  private static final int FEW_CLASSES = 10;

  /** Of many classes only the weakest. */
  Table shown() {
    return hasMore()
        ? table(
            "The %s classes that it finds least".formatted(FEW_CLASSES),
            weakestFirst().stream().limit(FEW_CLASSES).toList())
        : all();
  }

  /** Of the images that were validated on last: the classes that it finds least, first. */
  Table worstFirst() {
    List<Integer> weakest = weakestFirst().stream().limit(2 * FEW_CLASSES).toList();
    return table("What it was worth on the validation images of each class, the worst first", weakest);
  }

  boolean hasMore() {
    return confusion.classes() > 2 * FEW_CLASSES;
  }

  Table all() {
    return table(
        "What it is worth on the test images of each class", IntStream.range(0, confusion.classes()).boxed().toList());
  }

  /** Classes that have images, those that it finds least first. */
  List<Integer> weakestFirst() {
    return IntStream.range(0, confusion.classes())
        .filter(label -> confusion.support(label) > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(confusion::recall))
        .toList();
  }

  private Table table(String caption, List<Integer> labels) {
    List<String> header = List.of("class", "images", "missed", "recall", "95 % interval", "precision", "F1");
    Digits digits = classDigits();
    return new Table(caption, header, labels.stream().map(label -> classRow(label, digits)).toList());
  }

  /** Those that the intervals of half of the classes justify, so that the points of a column are aligned. */
  private Digits classDigits() {
    List<Integer> decimals =
        weakestFirst().stream().map(label -> Digits.of(recall(label).interval()).decimals()).sorted().toList();
    return new Digits(decimals.get(decimals.size() / 2));
  }

  private Wilson recall(int label) {
    return new Wilson(confusion.correct(label), confusion.support(label));
  }

  private List<Cell> classRow(int label, Digits digits) {
    int images = confusion.support(label);
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(classNames.get(label)));
    row.add(Cell.of((long) images));
    row.add(Cell.of((long) images - confusion.correct(label)));
    row.add(percent(digits, images == 0 ? Double.NaN : confusion.recall(label)));
    row.add(images == 0 ? Cell.NOTHING : Cell.of(digits.percent(recall(label).interval())));
    row.add(percent(digits, confusion.precision(label)));
    row.add(percent(digits, confusion.f1(label)));
    return row;
  }

  private static Cell percent(Digits digits, double share) {
    return Double.isNaN(share) ? Cell.NOTHING : new Cell(digits.percent(share), share);
  }
}
