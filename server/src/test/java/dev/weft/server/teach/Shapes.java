package dev.weft.server.teach;

import dev.weft.SplitMix64;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Circles and squares as a hand draws them: somewhere, of some size, and none like another. */
final class Shapes {
  private static final int SIDE = 280;

  private Shapes() {}

  /** Points around a circle's or a square's middle, 0 to 1 across and down. */
  static List<double[]> line(String kind, long number) {
    SplitMix64 chance = SplitMix64.of(1, kind, number);
    double x = 0.5 + 0.1 * (chance.nextDouble() - 0.5);
    double y = 0.5 + 0.1 * (chance.nextDouble() - 0.5);
    double radius = 0.22 + 0.12 * chance.nextDouble();
    int corners = kind.equals("square") ? 4 : 24;
    double first = kind.equals("square") ? Math.PI / 4 : 0;
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i <= corners; i++) {
      double angle = first + 2 * Math.PI * i / corners;
      double off = radius * (0.95 + 0.1 * chance.nextDouble());
      points.add(new double[] {x + off * Math.cos(angle), y + off * Math.sin(angle)});
    }
    return points;
  }

  /** Such a line as a PNG, dark on white. */
  static byte[] png(String kind, long number) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setStroke(new BasicStroke(22, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D path = new Path2D.Double();
    for (double[] point : line(kind, number)) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(SIDE * point[0], SIDE * point[1]);
      } else {
        path.lineTo(SIDE * point[0], SIDE * point[1]);
      }
    }
    graphics.draw(path);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
