package dev.weft.chart;

import dev.weft.WeftException;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/** A chart in a window of its own, as vectors: it fills the window whatever its size. */
final class Window extends JPanel {
  private static final long serialVersionUID = 1;

  private final transient Chart chart;

  private Window(Chart chart) {
    this.chart = chart;
    setPreferredSize(new Dimension(chart.width(), chart.height()));
    setBackground(Palette.PAPER);
  }

  static void open(Chart chart) {
    if (GraphicsEnvironment.isHeadless()) {
      throw new WeftException("a window needs a display, and there is none; write the chart to a file instead.");
    }
    SwingUtilities.invokeLater(() -> {
      JFrame frame = new JFrame(chart.title());
      frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
      frame.add(new Window(chart));
      frame.pack();
      frame.setLocationByPlatform(true);
      frame.setVisible(true);
    });
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    super.paintComponent(graphics);
    Graphics2D copy = (Graphics2D) graphics.create();
    double scale = Math.min((double) getWidth() / chart.width(), (double) getHeight() / chart.height());
    copy.translate((getWidth() - scale * chart.width()) / 2, (getHeight() - scale * chart.height()) / 2);
    copy.scale(scale, scale);
    copy.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    copy.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    copy.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    chart.draw(copy);
    copy.dispose();
  }
}
