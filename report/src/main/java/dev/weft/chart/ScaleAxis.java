package dev.weft.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/** A scale as an axis of JFreeChart. It goes from 0 to 1, as {@link Scale#place} does. */
final class ScaleAxis extends NumberAxis {
  private static final long serialVersionUID = 1;

  /** So that a ring at the edge is seen whole. */
  private static final double MARGIN = 0.03;

  private final transient Scale scale;

  ScaleAxis(String name, Scale scale) {
    super(name);
    this.scale = scale;
    setRange(new Range(-MARGIN, 1 + MARGIN));
  }

  @Override
  public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor = edge.equals(RectangleEdge.BOTTOM) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    return Arrays.stream(scale.lines())
        .mapToObj(line -> new NumberTick(scale.place(line), scale.label(line), anchor, TextAnchor.CENTER, 0))
        .toList();
  }
}
