package dev.weft.image;

import java.util.Arrays;

/**
 * A part of an image, scaled: first all rows that make a new row are added up, then the columns. Transparent pixels are
 * laid on the ground before.
 */
final class Scaled {
  private final Image image;
  private final int colours;
  private final int ground;
  private final Taps rows;
  private final Taps columns;
  private final byte[] opaque;
  private final float[] sums;

  private Scaled(Image image, Taps rows, Taps columns, Ground ground) {
    this.image = image;
    this.colours = image.colours();
    this.ground = ground.value();
    this.rows = rows;
    this.columns = columns;
    int width = columns.end() - columns.start();
    opaque = image.hasAlpha() ? new byte[width * colours] : null;
    sums = new float[width * colours];
  }

  /** The values 0 to 255 of the new image, (rows, columns, colours); as many colours as the image has. */
  static float[] of(Image image, Taps rows, Taps columns, Ground ground) {
    return new Scaled(image, rows, columns, ground).values();
  }

  private float[] values() {
    float[] values = new float[rows.size() * columns.size() * colours];
    for (int y = 0; y < rows.size(); y++) {
      Arrays.fill(sums, 0);
      float[] weights = rows.weights()[y];
      for (int k = 0; k < weights.length; k++) {
        if (weights[k] != 0) {
          addRow(rows.first()[y] + k, weights[k]);
        }
      }
      addColumns(values, y * columns.size() * colours);
    }
    return values;
  }

  private void addRow(int y, float weight) {
    int at = (y * image.width() + columns.start()) * image.channels();
    if (opaque == null) {
      add(image.pixels(), at, weight, sums);
    } else {
      lay(at);
      add(opaque, 0, weight, sums);
    }
  }

  private static void add(byte[] pixels, int at, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (pixels[at + i] & 0xff);
    }
  }

  /** The pixels of a row on the ground. */
  private void lay(int at) {
    byte[] pixels = image.pixels();
    for (int i = 0; i < opaque.length; i += colours) {
      int alpha = pixels[at + colours] & 0xff;
      for (int colour = 0; colour < colours; colour++) {
        int light = (pixels[at + colour] & 0xff) * alpha + ground * (255 - alpha);
        opaque[i + colour] = (byte) ((light + 127) / 255);
      }
      at += colours + 1;
    }
  }

  private void addColumns(float[] values, int to) {
    for (int x = 0; x < columns.size(); x++) {
      float[] weights = columns.weights()[x];
      int from = (columns.first()[x] - columns.start()) * colours;
      for (int colour = 0; colour < colours; colour++) {
        float sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * sums[from + k * colours + colour];
        }
        values[to++] = sum;
      }
    }
  }
}
