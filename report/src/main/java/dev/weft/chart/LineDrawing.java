package dev.weft.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * A line chart as a drawing: lines differ by colour, dashes and markers. Of more than 28 lines of which one is marked,
 * all others are thin and grey.
 *
 * @param legend whether it has one
 * @param width of the whole, axes and legend included
 * @param height of the whole, axes and legend included
 */
record LineDrawing(LineChart chart, boolean legend, double width, double height) implements Drawing {
  private static final int MOST_MARKERS = 40;
  private static final int MOST_BELOW = 4;
  private static final int MOST_NAMED = 28;
  private static final double LEGEND_LINE = 17;
  private static final Color THIN_COLOUR = new Color(0x6056606A, true);

  /** With the legend below a few lines and beside many. */
  static LineDrawing of(LineChart chart, double width, double height) {
    List<Line> lines = chart.lines();
    if (lines.size() <= MOST_BELOW || areMany(lines)) {
      return new LineDrawing(chart, true, width, height);
    }
    double longest =
        lines.stream()
            .mapToDouble(line -> Typeface.width(legend(chart, line), Typeface.regular(ChartStyle.TEXT)))
            .max()
            .orElse(0);
    double needed = lines.size() * LEGEND_LINE + 20;
    return new LineDrawing(chart, true, width + longest + 40, Math.max(height, needed));
  }

  LineDrawing withoutLegend(double width) {
    return new LineDrawing(chart, false, width, height);
  }

  /** What the legend says of a line: its name, and where its marked point is. */
  private static String legend(LineChart chart, Line line) {
    return line.marked() < 0
        ? line.name()
        : String.format(
            Locale.ROOT,
            "%s, %.4f in %s %.0f",
            line.name(),
            line.y()[line.marked()],
            chart.xName(),
            line.x()[line.marked()]);
  }

  @Override
  public void draw(Canvas canvas) {
    JFreeChart drawn = ChartStyle.chart(plot());
    if (legend) {
      drawn.addSubtitle(ChartStyle.legend(drawn.getXYPlot(), lines().size() > MOST_BELOW && !areMany(lines())));
    }
    drawn.draw(canvas.graphics(), new Rectangle2D.Double(0, 0, width, height));
  }

  /** Whether only the marked lines are named. */
  private static boolean areMany(List<Line> lines) {
    return lines.size() > MOST_NAMED && lines.stream().anyMatch(line -> line.marked() >= 0);
  }

  private List<Line> lines() {
    return chart.lines();
  }

  private XYPlot plot() {
    Scale x = chart.xScale();
    Scale y = chart.yScale();
    DefaultXYDataset points = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDrawOutlines(false);
    renderer.setLegendItemLabelGenerator((dataset, series) -> legend(chart, lines().get(series)));
    for (int i = 0; i < lines().size(); i++) {
      Line line = lines().get(i);
      points.addSeries(i, new double[][] {places(x, line.x()), places(y, line.y())});
      renderer.setSeriesPaint(i, Palette.series(i));
      renderer.setSeriesStroke(i, ChartStyle.stroke(i));
      renderer.setSeriesShape(i, ChartStyle.marker(i));
      renderer.setSeriesShapesVisible(i, chart.isCounted() && line.x().length <= MOST_MARKERS && !areMany(lines()));
      if (areMany(lines()) && line.marked() < 0) {
        renderer.setSeriesPaint(i, THIN_COLOUR);
        renderer.setSeriesStroke(i, new BasicStroke(0.75f));
        renderer.setSeriesVisibleInLegend(i, false);
      }
    }
    XYPlot plot =
        new XYPlot(points, new ScaleAxis(chart.xName(), x), new ScaleAxis(y.named(chart.yName()), y), renderer);
    markPoints(plot, x, y);
    markStages(plot, x);
    return plot;
  }

  /** A line between the last epoch of a stage and the first of the next one, with its number. */
  private void markStages(XYPlot plot, Scale x) {
    for (int i = 0; i < chart.stages().size(); i++) {
      double place = x.place(chart.stages().get(i) - 0.5);
      if (place > 0 && place < 1) {
        ValueMarker line = new ValueMarker(place, Palette.FAINT, new BasicStroke(0.75f));
        line.setLabel("stage " + (i + 2));
        line.setLabelFont(Typeface.regular(ChartStyle.TEXT));
        line.setLabelPaint(Palette.INK);
        line.setLabelBackgroundColor(Palette.PAPER);
        line.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        line.setLabelTextAnchor(TextAnchor.TOP_LEFT);
        plot.addDomainMarker(line);
      }
    }
  }

  /** Rings, as lines of one point that the legend leaves out. */
  private void markPoints(XYPlot plot, Scale x, Scale y) {
    DefaultXYDataset marked = new DefaultXYDataset();
    XYLineAndShapeRenderer rings = new XYLineAndShapeRenderer(false, true);
    rings.setDefaultSeriesVisibleInLegend(false);
    rings.setDefaultShapesFilled(false);
    rings.setDrawOutlines(true);
    for (int i = 0; i < lines().size(); i++) {
      Line line = lines().get(i);
      if (line.marked() >= 0) {
        double[][] point = {{x.place(line.x()[line.marked()])}, {y.place(line.y()[line.marked()])}};
        rings.setSeriesShape(marked.getSeriesCount(), ChartStyle.ring());
        rings.setSeriesPaint(marked.getSeriesCount(), Palette.INK);
        rings.setSeriesStroke(marked.getSeriesCount(), new BasicStroke(1.25f));
        marked.addSeries(i, point);
      }
    }
    plot.setDataset(1, marked);
    plot.setRenderer(1, rings);
  }

  private static double[] places(Scale scale, double[] values) {
    return Arrays.stream(values).map(value -> Double.isFinite(value) ? scale.place(value) : Double.NaN).toArray();
  }
}
