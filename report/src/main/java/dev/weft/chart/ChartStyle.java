package dev.weft.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** How JFreeChart's plots look here: one font, thin grid lines, no frames, no gradients, no shadows. */
final class ChartStyle {
  private static final float[][] DASHES = {null, {6, 3}, {2, 2}, {8, 3, 2, 3}};
  static final double TEXT = 11;

  static {
    TextUtils.setUseDrawRotatedStringWorkaround(false); // which makes outlines of text
  }

  private ChartStyle() {}

  static JFreeChart chart(XYPlot plot) {
    plot.setBackgroundPaint(Palette.PAPER);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(Palette.GRID);
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.75f));
    plot.setRangeGridlineStroke(new BasicStroke(0.75f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    axis(plot.getDomainAxis());
    axis(plot.getRangeAxis());
    JFreeChart chart = new JFreeChart("", Typeface.bold(TEXT), plot, false);
    chart.setBackgroundPaint(Palette.PAPER);
    chart.setPadding(new RectangleInsets(6, 0, 0, 10));
    return chart;
  }

  static LegendTitle legend(XYPlot plot, boolean beside) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setItemFont(Typeface.regular(TEXT));
    legend.setItemPaint(Palette.INK);
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(Palette.PAPER);
    legend.setPosition(beside ? RectangleEdge.RIGHT : RectangleEdge.BOTTOM);
    return legend;
  }

  private static void axis(ValueAxis axis) {
    axis.setLabelFont(Typeface.regular(TEXT));
    axis.setLabelPaint(Palette.SOFT);
    axis.setTickLabelFont(Typeface.regular(TEXT));
    axis.setTickLabelPaint(Palette.SOFT);
    axis.setAxisLinePaint(Palette.FAINT);
    axis.setAxisLineStroke(new BasicStroke(0.75f));
    axis.setTickMarkPaint(Palette.FAINT);
  }

  /** Series differ by dashes too. */
  static BasicStroke stroke(int series) {
    float[] dashes = DASHES[LineLook.of(series).dashes()];
    return dashes == null
        ? new BasicStroke(1.75f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(1.75f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /** A circle, a square, a triangle or a diamond. */
  static Shape marker(int series) {
    return switch (LineLook.of(series).dashes()) {
      case 0 -> new Ellipse2D.Double(-2.75, -2.75, 5.5, 5.5);
      case 1 -> new Rectangle2D.Double(-2.5, -2.5, 5, 5);
      case 2 -> polygon(0, -3.25, 3, 2.5, -3, 2.5);
      default -> polygon(0, -3.5, 3.5, 0, 0, 3.5, -3.5, 0);
    };
  }

  /** The ring about a marked point. */
  static Shape ring() {
    return new Ellipse2D.Double(-6, -6, 12, 12);
  }

  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
