package dev.weft.chart;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Tables without the columns that say nothing. */
public final class FilledColumns {
  private FilledColumns() {}

  /**
   * The columns in which some row but the first says something.
   *
   * @param rows the first is the header
   */
  public static List<List<String>> of(List<List<String>> rows) {
    return of(rows, cell -> cell);
  }

  /**
   * The same of cells that are no texts.
   *
   * @param rows the first is the header
   * @param text what a cell says
   */
  public static <T> List<List<T>> of(List<List<T>> rows, Function<T, String> text) {
    int[] filled =
        IntStream.range(0, rows.getFirst().size())
            .filter(column -> rows.stream().skip(1).anyMatch(row -> !text.apply(row.get(column)).isEmpty()))
            .toArray();
    return rows.stream().map(row -> IntStream.of(filled).mapToObj(row::get).toList()).toList();
  }
}
