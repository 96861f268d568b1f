package dev.weft.chart;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * A line chart as a drawing: lines differ by colour, dashes and markers.
 *
 * @param legend whether it has one
 * @param width of the whole, axes and legend included
 * @param height of the whole, axes and legend included
 */
record LineDrawing(LineChart chart, boolean legend, double width, double height) implements Drawing {
  /** So that a line along the edge is seen whole. */
  private static final double MARGIN = 0.015;

  private static final double LEAST_SPAN = 0.001;
  private static final int MOST_MARKERS = 40;
  private static final int MOST_BELOW = 4;
  private static final double LEGEND_LINE = 17;

  /** With the legend below a few lines and beside many. */
  static LineDrawing of(LineChart chart, double width, double height) {
    List<Line> lines = chart.lines();
    if (lines.size() <= MOST_BELOW) {
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
      drawn.addSubtitle(ChartStyle.legend(drawn.getXYPlot(), lines().size() > MOST_BELOW));
    }
    drawn.draw(canvas.graphics(), new Rectangle2D.Double(0, 0, width, height));
  }

  private List<Line> lines() {
    return chart.lines();
  }

  private XYPlot plot() {
    DefaultXYDataset points = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDrawOutlines(false);
    renderer.setLegendItemLabelGenerator((dataset, series) -> legend(chart, lines().get(series)));
    for (int i = 0; i < lines().size(); i++) {
      Line line = lines().get(i);
      points.addSeries(i, new double[][] {line.x(), finite(line.y())});
      renderer.setSeriesPaint(i, Palette.series(i));
      renderer.setSeriesStroke(i, ChartStyle.stroke(i));
      renderer.setSeriesShape(i, ChartStyle.marker(i));
      renderer.setSeriesShapesVisible(i, isCounted() && line.x().length <= MOST_MARKERS);
    }
    XYPlot plot = new XYPlot(points, xAxis(), yAxis(), renderer);
    markPoints(plot);
    return plot;
  }

  /** Rings, as lines of one point that the legend leaves out. */
  private void markPoints(XYPlot plot) {
    DefaultXYDataset marked = new DefaultXYDataset();
    XYLineAndShapeRenderer rings = new XYLineAndShapeRenderer(false, true);
    rings.setDefaultSeriesVisibleInLegend(false);
    rings.setDefaultShapesFilled(false);
    rings.setDrawOutlines(true);
    for (int i = 0; i < lines().size(); i++) {
      Line line = lines().get(i);
      if (line.marked() >= 0) {
        double[][] point = {{line.x()[line.marked()]}, {finite(line.y())[line.marked()]}};
        rings.setSeriesShape(marked.getSeriesCount(), ChartStyle.ring());
        rings.setSeriesPaint(marked.getSeriesCount(), Palette.INK);
        rings.setSeriesStroke(marked.getSeriesCount(), new BasicStroke(1.25f));
        marked.addSeries(i, point);
      }
    }
    plot.setDataset(1, marked);
    plot.setRenderer(1, rings);
  }

  private NumberAxis xAxis() {
    NumberAxis axis = new NumberAxis(chart.xName());
    double first = chart.xRange().isFixed() ? chart.xRange().low() : x().min().orElse(0);
    double last = chart.xRange().isFixed() ? chart.xRange().high() : x().max().orElse(1);
    double margin = first == last ? 0.5 : (last - first) * MARGIN;
    axis.setRange(new Range(first - margin, last + margin));
    if (isCounted()) {
      axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    return axis;
  }

  private NumberAxis yAxis() {
    NumberAxis axis = new NumberAxis(chart.yName());
    axis.setAutoRangeMinimumSize(LEAST_SPAN);
    axis.setAutoRangeIncludesZero(chart.yRange().holdsZero());
    if (chart.yRange().isFixed()) {
      double margin = (chart.yRange().high() - chart.yRange().low()) * MARGIN;
      axis.setRange(new Range(chart.yRange().low() - margin, chart.yRange().high() + margin));
    }
    return axis;
  }

  private boolean isCounted() {
    return x().allMatch(x -> x == Math.rint(x)) && x().max().orElse(0) > 1
        || lines().stream().allMatch(l -> l.x().length == 1);
  }

  private DoubleStream x() {
    return lines().stream().flatMapToDouble(line -> Arrays.stream(line.x()));
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).map(value -> Double.isFinite(value) ? value : Double.NaN).toArray();
  }
}
