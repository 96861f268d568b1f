package dev.weft.chart;

import java.awt.Color;

/**
 * The colours of files, which are those of light pages, in {@code tokens.css}. Series begin with two of Okabe and Ito,
 * "Color universal design" (2008); colour-blind readers can distinguish any two. Amounts go from light to dark in one
 * hue, in even steps of lightness.
 */
final class Palette {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x1B1F23);
  static final Color SOFT = new Color(0x56606A);
  static final Color FAINT = new Color(0x8C959F);
  static final Color GRID = new Color(0xD9DCDF);
  static final Color BLUE = new Color(0x0072B2);
  static final Color VERMILION = new Color(0xD55E00);
  static final Color GREEN = new Color(0x009E73);

  private static final Color[] SERIES = {
    BLUE,
    VERMILION,
    new Color(0x0B4F35),
    new Color(0xC6789F),
    new Color(0x5B2181),
    new Color(0x785712),
    new Color(0x71726D),
    new Color(0x3D0C08),
  };

  private static final Color[] BLUES = {
    new Color(0xE0EFFD),
    new Color(0x9EC8EE),
    new Color(0x60A1D8),
    new Color(0x2679B8),
    new Color(0x035387),
    new Color(0x003052),
  };

  /** The same from almost white on, as the oranges. */
  private static final Color[] BLUES_FROM_NOTHING = {
    new Color(0xF7FBFF), BLUES[1], BLUES[2], BLUES[3], BLUES[4], BLUES[5],
  };

  private static final Color[] ORANGES = {
    new Color(0xFFF5EB), new Color(0xFDD0A2), new Color(0xFD8D3C), new Color(0xD94801), new Color(0x7F2704),
  };

  private Palette() {}

  static Color series(int i) {
    return SERIES[LineLook.of(i).colour()];
  }

  /** Blue, darker the more it is: 0 to 1. */
  static Color amount(double share) {
    return between(BLUES, share);
  }

  /** Orange, darker the more of it is wrong: 0 to 1. */
  static Color wrong(double share) {
    return between(ORANGES, share);
  }

  /** Orange below 0, almost white at 0, blue above: -1 to 1. */
  static Color signed(double value) {
    return value < 0 ? between(ORANGES, -value) : between(BLUES_FROM_NOTHING, value);
  }

  /** Ink or paper, whichever stands out more. */
  static Color on(Color background) {
    return contrast(INK, background) >= contrast(PAPER, background) ? INK : PAPER;
  }

  /** WCAG's ratio of contrast, 1 to 21. */
  static double contrast(Color a, Color b) {
    double light = Math.max(luminance(a), luminance(b));
    double dark = Math.min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static Color between(Color[] stops, double share) {
    double place = Math.clamp(share, 0, 1) * (stops.length - 1);
    int below = Math.min((int) place, stops.length - 2);
    double part = place - below;
    Color a = stops[below];
    Color b = stops[below + 1];
    return new Color(
        mix(a.getRed(), b.getRed(), part), mix(a.getGreen(), b.getGreen(), part), mix(a.getBlue(), b.getBlue(), part));
  }

  private static int mix(int a, int b, double part) {
    return (int) Math.round(a + (b - a) * part);
  }
}
