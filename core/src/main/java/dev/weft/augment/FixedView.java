package dev.weft.augment;

import dev.weft.config.NotInFiles;

/**
 * An image seen in another way, without chance: mirrored, shifted by whole pixels, or both. Beyond an edge its pixels
 * go on.
 *
 * @param mirrored left to right
 * @param turnedOver top to bottom
 * @param down pixels; negative for up
 * @param right pixels; negative for left
 */
@NotInFiles("a view of an image")
public record FixedView(boolean mirrored, boolean turnedOver, int down, int right) implements Augmentation {
  @Override
  public ImageChange on(ImageShape shape) {
    float[] seen = new float[shape.features()];
    int channels = shape.channels();
    return (images, at, random) -> {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          int from = at + (row(y, shape) * shape.width() + column(x, shape)) * channels;
          System.arraycopy(images, from, seen, (y * shape.width() + x) * channels, channels);
        }
      }
      System.arraycopy(seen, 0, images, at, seen.length);
    };
  }

  private int row(int y, ImageShape shape) {
    int moved = Math.clamp((long) y - down, 0, shape.height() - 1);
    return turnedOver ? shape.height() - 1 - moved : moved;
  }

  private int column(int x, ImageShape shape) {
    int moved = Math.clamp((long) x - right, 0, shape.width() - 1);
    return mirrored ? shape.width() - 1 - moved : moved;
  }

  @Override
  public String inWords() {
    return "mirrored or shifted";
  }
}
