package dev.weft.chart;

import dev.weft.chart.HeatMap.Cell;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A heat map as a drawing: the cells with their numbers, the values of both settings beside them, and a legend. */
final class HeatMapDrawing implements Drawing {
  private static final double CELL = 62;
  private static final double ROW = 36;
  private static final double GAP = 8;
  private static final double AXIS = 22;
  private static final double SLANT = 35;
  private static final double LONGEST_NAME = 150;
  private static final double LEGEND = 160;
  private static final double LEGEND_HEIGHT = 54;

  private static final Font FONT = Typeface.regular(11);
  private static final Font BOLD = Typeface.bold(11);
  private static final Font SMALL = Typeface.regular(8.5);

  private final HeatMap map;
  private final double left;
  private final double top;
  private final double widest;

  HeatMapDrawing(HeatMap map) {
    this.map = map;
    widest = longest(map.across().labels());
    left = Math.ceil(AXIS + longest(map.down().labels()) + GAP);
    top = Math.ceil(AXIS + (isSlanted() ? widest * Math.sin(Math.toRadians(SLANT)) : FONT.getSize2D()) + GAP);
  }

  private static double longest(List<String> labels) {
    return labels.stream().mapToDouble(label -> Math.min(LONGEST_NAME, Typeface.width(label, FONT))).max().orElse(0);
  }

  private boolean isSlanted() {
    return widest > CELL - 4;
  }

  private double across() {
    return map.across().labels().size() * CELL;
  }

  private double down() {
    return map.down().labels().size() * ROW;
  }

  @Override
  public double width() {
    double overhang = isSlanted() ? Math.max(0, widest * Math.cos(Math.toRadians(SLANT)) - CELL / 2) : 0;
    return Math.max(left + across() + overhang, left + LEGEND + 60);
  }

  @Override
  public double height() {
    return top + down() + LEGEND_HEIGHT;
  }

  @Override
  public void draw(Canvas canvas) {
    canvas.text(map.across().name(), BOLD, Palette.INK, left + across() / 2, 11, Canvas.Align.CENTER);
    canvas.turned(map.down().name(), BOLD, Palette.INK, 11, top + down() / 2, Canvas.Align.CENTER, 90);
    for (int column = 0; column < map.across().labels().size(); column++) {
      drawColumnName(canvas, column);
    }
    for (int row = 0; row < map.down().labels().size(); row++) {
      String name = Typeface.fitted(map.down().labels().get(row), FONT, LONGEST_NAME);
      canvas.text(name, FONT, Palette.INK, left - GAP, top + (row + 0.5) * ROW + 4, Canvas.Align.RIGHT);
    }
    map.cells().forEach(cell -> drawCell(canvas, cell));
    canvas.outline(Palette.GRID, 0.75, new Rectangle2D.Double(left, top, across(), down()));
    canvas.outline(Palette.PAPER, 6, box(map.best()));
    canvas.outline(Palette.VERMILION, 2.5, box(map.best()));
    drawLegend(canvas);
  }

  private void drawColumnName(Canvas canvas, int column) {
    String name = Typeface.fitted(map.across().labels().get(column), FONT, LONGEST_NAME);
    double x = left + (column + 0.5) * CELL;
    if (isSlanted()) {
      canvas.turned(name, FONT, Palette.INK, x, top - GAP, Canvas.Align.LEFT, SLANT);
    } else {
      canvas.text(name, FONT, Palette.INK, x, top - GAP, Canvas.Align.CENTER);
    }
  }

  private Rectangle2D box(Cell cell) {
    return new Rectangle2D.Double(left + cell.column() * CELL + 1, top + cell.row() * ROW + 1, CELL - 2, ROW - 2);
  }

  private void drawCell(Canvas canvas, Cell cell) {
    Rectangle2D box = box(cell);
    Color color = color(map.shade(cell));
    Color ink = Palette.on(color);
    canvas.fill(color, box);
    boolean isMean = cell.recipes().size() > 1;
    Font font = cell.equals(map.best()) ? BOLD : FONT;
    double baseline = box.getCenterY() + (isMean ? 0 : 4);
    canvas.text(map.words(cell.value()), font, ink, box.getCenterX(), baseline, Canvas.Align.CENTER);
    if (isMean) {
      canvas.text("of " + cell.recipes().size(), SMALL, ink, box.getCenterX(), baseline + 12, Canvas.Align.CENTER);
    }
  }

  private static Color color(int shade) {
    return Palette.amount(shade / (HeatMap.SHADES - 1.0));
  }

  private void drawLegend(Canvas canvas) {
    double y = top + down() + 20;
    double width = LEGEND / HeatMap.SHADES;
    for (int shade = 0; shade < HeatMap.SHADES; shade++) {
      canvas.fill(color(shade), left + shade * width, y, width, 9);
    }
    String lightest = map.words(map.lightest()) + (map.isCut() ? " or worse" : "");
    canvas.text(lightest, FONT, Palette.SOFT, left, y + 23, Canvas.Align.LEFT);
    String best = map.words(map.best().value());
    canvas.text(best, FONT, Palette.SOFT, left + LEGEND, y + 23, Canvas.Align.RIGHT);
    canvas.text(map.valueName(), FONT, Palette.SOFT, left + LEGEND + GAP, y + 9, Canvas.Align.LEFT);
  }
}
