package dev.weft.chart;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A value by two settings, in a file or in a page: a cell for each pair of their values, darker the better it is.
 *
 * @param valueName what the values are, such as {@code validation accuracy}
 * @param moreIsBetter whether the highest value is the best
 * @param lightest the value that is lightest: the worst, or one that is better, if the worst is far from all others
 * @param decimals how many a value is written with
 * @param cells those that have a value; at least one
 */
public record HeatMap(
    String valueName, boolean moreIsBetter, double lightest, int decimals, Axis across, Axis down, List<Cell> cells) {
  /** The number of colours. */
  public static final int SHADES = 6;

  private static final double LONG = 1e5;

  /**
   * One of the two settings.
   *
   * @param labels its values in order, or ranges of them
   */
  public record Axis(String name, List<String> labels) {
    public Axis {
      labels = List.copyOf(labels);
    }

    String at(int place) {
      return name + " " + labels.get(place);
    }
  }

  /**
   * What is known of two values of the settings.
   *
   * @param column its place on {@link #across}, from 0
   * @param row its place on {@link #down}, from 0
   * @param value the mean of its recipes
   * @param low the low end of the value's 95 % interval; NaN where it has none
   * @param high the high end of the value's 95 % interval; NaN where it has none
   * @param recipes their numbers, the best first
   */
  public record Cell(int column, int row, double value, double low, double high, List<Integer> recipes) {
    public Cell {
      recipes = List.copyOf(recipes);
    }

    public boolean hasInterval() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  public HeatMap {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("a heat map has one cell or more; received none.");
    }
  }

  public String title() {
    return "%s by %s and %s".formatted(capital(valueName), across.name, down.name);
  }

  public Optional<Cell> at(int column, int row) {
    return cells.stream().filter(cell -> cell.column == column && cell.row == row).findFirst();
  }

  public Cell best() {
    return cells.stream().min(bestFirst()).orElseThrow();
  }

  public Cell worst() {
    return cells.stream().max(bestFirst()).orElseThrow();
  }

  private Comparator<Cell> bestFirst() {
    Comparator<Cell> rising = Comparator.comparingDouble(Cell::value);
    return moreIsBetter ? rising.reversed() : rising;
  }

  /** How dark a cell is: {@link #SHADES} - 1 the best, 0 the {@link #lightest}. */
  public int shade(Cell cell) {
    double span = best().value - lightest;
    double strength = span == 0 ? 1 : Math.clamp((cell.value - lightest) / span, 0, 1);
    return (int) Math.round((SHADES - 1) * strength);
  }

  /** Whether values lie beyond {@link #lightest}. */
  public boolean isCut() {
    return moreIsBetter ? worst().value < lightest : worst().value > lightest;
  }

  /** A value as the map writes it. */
  public String words(double value) {
    return Math.abs(value) < LONG
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : String.format(Locale.ROOT, "%.1e", value);
  }

  /** {@code batch size 32 and learning rate 0.001}. */
  public String where(int column, int row) {
    return across.at(column) + " and " + down.at(row);
  }

  public String where(Cell cell) {
    return where(cell.column, cell.row);
  }

  /** The value with its interval. */
  public String withInterval(Cell cell) {
    String value = words(cell.value);
    return cell.hasInterval() ? "%s (%s to %s)".formatted(value, words(cell.low), words(cell.high)) : value;
  }

  /** What the map shows, one sentence. */
  public String finding() {
    return cells.size() == 1
        ? best("is") + "."
        : "%s; worst at %s: %s.".formatted(best("is best"), where(worst()), words(worst().value));
  }

  private String best(String verb) {
    return "%s %s at %s: %s".formatted(capital(valueName), verb, where(best()), withInterval(best()));
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The map as a drawing. */
  Chart drawn() {
    return new Chart(title(), best("is best"), new HeatMapDrawing(this));
  }
}
