package dev.weft.page;

import dev.weft.chart.DifferenceMatrix;
import dev.weft.chart.DifferenceMatrix.Cell;
import dev.weft.chart.Letters;
import dev.weft.run.RightAnswers;
import dev.weft.statistics.McNemar;
import dev.weft.study.Difference;
import dev.weft.study.Differences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A matrix of differences in a page: a cell shows what its pair is worth.
 *
 * @param differences called by letter and name
 * @param answers of each row on the test images; empty where a row is the mean of several trainings
 */
public record DifferenceFigure(DifferenceMatrix matrix, Differences differences, List<RightAnswers> answers) {
  /** With the letters A, B, .... */
  public static DifferenceFigure of(
      String title, List<String> names, Differences differences, List<RightAnswers> answers) {
    return of(title, IntStream.range(0, names.size()).mapToObj(Letters::of).toList(), names, differences, answers);
  }

  public static DifferenceFigure of(
      String title, List<String> letters, List<String> names, Differences differences, List<RightAnswers> answers) {
    List<List<Cell>> rows =
        IntStream.range(0, names.size())
            .mapToObj(
                row -> IntStream.range(0, names.size()).mapToObj(column -> cell(differences, row, column)).toList())
            .toList();
    List<String> titles = IntStream.range(0, names.size()).mapToObj(i -> letters.get(i) + " " + names.get(i)).toList();
    String note =
        "Percentage points of accuracy %s, row minus column. • significant (%s)."
            .formatted(differences.where(), differences.corrected());
    return new DifferenceFigure(
        new DifferenceMatrix(title, note, letters, names, rows), differences.named(titles), answers);
  }

  private static Cell cell(Differences differences, int row, int column) {
    if (row == column) {
      return Cell.NONE;
    }
    Difference pair = differences.between(row, column);
    String points = pair.of(row).signed(differences.digits());
    return new Cell(points, pair.of(row).difference(), pair.verdict().significant());
  }

  /** The pair that is shown first: the best against the next. */
  public Difference first() {
    return differences.lead();
  }

  public String letter(int place) {
    return matrix.letters().get(place);
  }

  /** {@code better}, {@code worse} or {@code same}: the row beside the column. */
  public String sign(int row, int column) {
    double value = matrix.cell(row, column).value();
    return value > 0 ? "better" : value < 0 ? "worse" : "same";
  }

  /** The size of a difference beside the largest, in percent. */
  public String strength(int row, int column) {
    return Math.round(100 * Math.abs(matrix.part(row, column))) + "%";
  }

  /** A cell for who does not see it. */
  public String inWords(int row, int column) {
    Cell cell = matrix.cell(row, column);
    return "%s minus %s: %s percentage points%s"
        .formatted(letter(row), letter(column), cell.text(), cell.isSignificant() ? ", significant" : "");
  }

  /** On how many images of a pair both are right, the first alone, the second alone, neither; empty where unknown. */
  public List<Integer> four(Difference pair) {
    if (answers.isEmpty() || !(pair.test() instanceof McNemar test)) {
      return List.of();
    }
    int both = answers.get(pair.first()).bothRight(answers.get(pair.second()));
    return List.of(both, test.onlyFirst(), test.onlySecond(), test.images() - both - test.discordant());
  }

  /** What the page's script receives. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("letters", matrix.letters());
    map.put("shown", differences.pairs().indexOf(first()));
    map.put("pairs", differences.pairs().stream().map(this::toMap).toList());
    return map;
  }

  private Map<String, Object> toMap(Difference pair) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", pair.first());
    map.put("second", pair.second());
    map.put("sentence", differences.sentence(pair));
    map.put("four", four(pair).stream().map(Numbers::count).toList());
    return map;
  }
}
