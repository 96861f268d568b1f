package dev.weft.chart;

import java.awt.Color;

/**
 * How colours look to an eye without one of its three kinds of cones: Machado, Oliveira and Fernandes, "A
 * physiologically-based model for simulation of color vision deficiency" (2009), severity 1.
 */
enum Eye {
  NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
  PROTANOPIC(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
  DEUTERANOPIC(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
  TRITANOPIC(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

  private final double[] matrix;

  Eye(double... matrix) {
    this.matrix = matrix;
  }

  /** How far apart two colours look in Ottosson's "Oklab" (2020): black and white are 1 apart. */
  double distance(Color a, Color b) {
    double[] one = seen(a);
    double[] other = seen(b);
    return Math.sqrt(square(one[0] - other[0]) + square(one[1] - other[1]) + square(one[2] - other[2]));
  }

  /** From 0, black, to 1, white. */
  double lightness(Color color) {
    return seen(color)[0];
  }

  private double[] seen(Color color) {
    double[] linear = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double red = Math.clamp(times(matrix, 0, linear), 0, 1);
    double green = Math.clamp(times(matrix, 3, linear), 0, 1);
    double blue = Math.clamp(times(matrix, 6, linear), 0, 1);
    double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static double times(double[] matrix, int row, double[] vector) {
    return matrix[row] * vector[0] + matrix[row + 1] * vector[1] + matrix[row + 2] * vector[2];
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double square(double value) {
    return value * value;
  }
}
