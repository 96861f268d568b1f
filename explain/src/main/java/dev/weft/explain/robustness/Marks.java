package dev.weft.explain.robustness;

import dev.weft.SplitMix64;

/** What a pen or a scanner adds: inverted stripes, a dotted line, a zigzag line. */
final class Marks {
  /** Which part of the width is inverted on each side. */
  private static final double[] STRIPE = {0.05, 0.10, 0.15, 0.20, 0.25};

  /** Radii, in units. */
  private static final double[] DOTS = {0.6, 0.8, 1.0, 1.25, 1.5};

  private static final double[] ZIGZAG = {0.3, 0.45, 0.6, 0.8, 1.0};

  /** How far dots are from each other, in units. */
  private static final double APART = 3.5;

  private static final int CORNERS = 7;

  private Marks() {}

  static Raster stripe(Raster image, int severity) {
    int wide = (int) Math.round(STRIPE[severity - 1] * image.width());
    float[] striped = image.values().clone();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (x < wide || x >= image.width() - wide) {
          for (int i = image.at(y, x); i < image.at(y, x) + image.channels(); i++) {
            striped[i] = 1 - striped[i];
          }
        }
      }
    }
    return image.with(striped);
  }

  /** Dots along a straight line from the left edge to the right one. */
  static Raster dottedLine(Raster image, int severity, SplitMix64 random) {
    double from = random.between(0.15, 0.85) * (image.height() - 1);
    double to = random.between(0.15, 0.85) * (image.height() - 1);
    double first = random.nextDouble();
    double length = Math.hypot(image.width() - 1, to - from);
    double apart = APART * image.unit();
    Raster drawn = image.with(image.values().clone());
    for (double way = first * apart; way <= length; way += apart) {
      double part = length == 0 ? 0 : way / length;
      double y = from + part * (to - from);
      double x = part * (image.width() - 1);
      line(drawn, image.ink(), y, x, y, x, DOTS[severity - 1] * image.unit());
    }
    return drawn;
  }

  /** A line from the left edge to the right one that goes up and down. */
  static Raster zigzag(Raster image, int severity, SplitMix64 random) {
    double middle = random.between(0.3, 0.7) * (image.height() - 1);
    boolean isUp = random.nextDouble() < 0.5;
    Raster drawn = image.with(image.values().clone());
    double lastY = 0;
    double lastX = 0;
    for (int corner = 0; corner < CORNERS; corner++) {
      double away = random.between(0.1, 0.3) * image.height();
      double y = middle + (isUp ? away : -away);
      double x = (double) corner / (CORNERS - 1) * (image.width() - 1);
      if (corner > 0) {
        line(drawn, image.ink(), lastY, lastX, y, x, ZIGZAG[severity - 1] * image.unit());
      }
      lastY = y;
      lastX = x;
      isUp = !isUp;
    }
    return drawn;
  }

  /** Draws a line with round ends; a pixel at its edge is covered in part. */
  private static void line(Raster image, float ink, double fromY, double fromX, double toY, double toX, double radius) {
    int top = (int) Math.floor(Math.min(fromY, toY) - radius - 1);
    int bottom = (int) Math.ceil(Math.max(fromY, toY) + radius + 1);
    int left = (int) Math.floor(Math.min(fromX, toX) - radius - 1);
    int right = (int) Math.ceil(Math.max(fromX, toX) + radius + 1);
    for (int y = Math.max(0, top); y <= Math.min(image.height() - 1, bottom); y++) {
      for (int x = Math.max(0, left); x <= Math.min(image.width() - 1, right); x++) {
        double distance = distance(y, x, fromY, fromX, toY, toX);
        image.cover(image.at(y, x), ink, Math.clamp(radius + 0.5 - distance, 0, 1));
      }
    }
  }

  private static double distance(double y, double x, double fromY, double fromX, double toY, double toX) {
    double wayY = toY - fromY;
    double wayX = toX - fromX;
    double square = wayY * wayY + wayX * wayX;
    double part = square == 0 ? 0 : Math.clamp(((y - fromY) * wayY + (x - fromX) * wayX) / square, 0, 1);
    return Math.hypot(y - fromY - part * wayY, x - fromX - part * wayX);
  }
}
