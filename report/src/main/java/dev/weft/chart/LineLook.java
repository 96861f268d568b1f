package dev.weft.chart;

/**
 * How a line of a chart looks: no two of 32 alike, and none as the one before it in anything.
 *
 * @param colour 0 to 7
 * @param dashes 0 to 3; also its markers in files
 */
public record LineLook(int colour, int dashes) {
  private static final int COLOURS = 8;
  private static final int DASHES = 4;

  /** That of a line by its place in the chart, from 0. */
  public static LineLook of(int line) {
    return new LineLook(line % COLOURS, (line + line / COLOURS) % DASHES);
  }
}
