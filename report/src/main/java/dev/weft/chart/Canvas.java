package dev.weft.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** What a {@link Drawing} draws on; lengths in points, y downwards, text on its baseline. */
public final class Canvas {
  private static final float[] DASHES = {3, 2};

  private final Graphics2D graphics;

  Canvas(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** Which side of a text is at its x. */
  enum Align {
    LEFT,
    CENTER,
    RIGHT
  }

  public Graphics2D graphics() {
    return graphics;
  }

  void text(String text, Font font, Color color, double x, double baseline, Align align) {
    if (text.isEmpty()) {
      return;
    }
    double width = align == Align.LEFT ? 0 : Typeface.width(text, font);
    double left = x - (align == Align.CENTER ? width / 2 : width);
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(text, (float) left, (float) baseline);
  }

  /** Text that is rotated against the clock about its beginning (or its middle, or its end). */
  void turned(String text, Font font, Color color, double x, double baseline, Align align, double degrees) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, baseline);
    graphics.rotate(-Math.toRadians(degrees));
    text(text, font, color, 0, 0, align);
    graphics.setTransform(before);
  }

  void fill(Color color, double x, double y, double width, double height) {
    fill(color, new Rectangle2D.Double(x, y, width, height));
  }

  void fill(Color color, Shape shape) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  void outline(Color color, double thickness, Shape shape) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke((float) thickness));
    graphics.draw(shape);
  }

  void dashed(Color color, double thickness, Shape shape) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
    graphics.draw(shape);
  }

  void line(Color color, double thickness, double x1, double y1, double x2, double y2) {
    outline(color, thickness, new Line2D.Double(x1, y1, x2, y2));
  }

  void image(BufferedImage image, double x, double y, double width, double height) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(width / image.getWidth(), height / image.getHeight());
    graphics.drawImage(image, place, null);
  }

  /** A tick within a square. */
  void tick(Color color, double x, double y, double size) {
    Path2D tick = new Path2D.Double();
    tick.moveTo(x, y + size * 0.55);
    tick.lineTo(x + size * 0.38, y + size * 0.9);
    tick.lineTo(x + size, y + size * 0.1);
    outline(color, size / 5, tick);
  }

  /** A cross within a square. */
  void cross(Color color, double x, double y, double size) {
    line(color, size / 5, x + size * 0.1, y + size * 0.1, x + size * 0.9, y + size * 0.9);
    line(color, size / 5, x + size * 0.1, y + size * 0.9, x + size * 0.9, y + size * 0.1);
  }
}
