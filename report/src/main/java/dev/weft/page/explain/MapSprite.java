package dev.weft.page.explain;

import dev.weft.explain.attribution.Attribution;
import dev.weft.page.Sprite;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.List;

/** Maps in one image, to lay over grey images, in the colours of {@link Overlay}. */
public final class MapSprite {
  private static final int COLUMNS = 48;
  private static final int MOST_SIDE = 48;

  /** Strengths of a colour: with none and those of the other colour they are 15 of the 16 of a small palette. */
  private static final int LEVELS = 7;

  private static final int BITS = 4;

  private MapSprite() {}

  /**
   * Maps of images of one shape; those of large images are made smaller.
   *
   * @param maps one at least
   */
  public static Sprite of(List<Attribution> maps) {
    int imageHeight = maps.getFirst().image().size(0);
    int imageWidth = maps.getFirst().image().size(1);
    double part = Math.min(1, (double) MOST_SIDE / Math.max(imageHeight, imageWidth));
    int height = (int) Math.max(1, Math.round(part * imageHeight));
    int width = (int) Math.max(1, Math.round(part * imageWidth));
    int columns = Math.min(COLUMNS, maps.size());
    int rows = Math.ceilDiv(maps.size(), columns);
    BufferedImage all = new BufferedImage(columns * width, rows * height, BufferedImage.TYPE_BYTE_BINARY, palette());
    for (int i = 0; i < maps.size(); i++) {
      float[] small = small(maps.get(i).map(), imageHeight, imageWidth, height, width);
      draw(small, width, all.getRaster(), i % columns * width, i / columns * height);
    }
    return new Sprite(maps.size(), columns, width, height, Sprite.base64(all));
  }

  private static IndexColorModel palette() {
    int[] colours = new int[2 * LEVELS + 1];
    for (int level = 1; level <= LEVELS; level++) {
      colours[level] = colour(Overlay.FOR, level);
      colours[LEVELS + level] = colour(Overlay.AGAINST, level);
    }
    return new IndexColorModel(BITS, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
  }

  private static int colour(int[] colour, int level) {
    int alpha = (int) Math.round(255 * Overlay.MOST * level / LEVELS);
    return alpha << 24 | colour[0] << 16 | colour[1] << 8 | colour[2];
  }

  /** The means of blocks of pixels. */
  private static float[] small(float[] map, int imageHeight, int imageWidth, int height, int width) {
    float[] small = new float[height * width];
    for (int y = 0; y < height; y++) {
      int top = y * imageHeight / height;
      int bottom = (y + 1) * imageHeight / height;
      for (int x = 0; x < width; x++) {
        int left = x * imageWidth / width;
        int right = (x + 1) * imageWidth / width;
        double sum = 0;
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            sum += map[row * imageWidth + column];
          }
        }
        small[y * width + x] = (float) (sum / ((bottom - top) * (right - left)));
      }
    }
    return small;
  }

  private static void draw(float[] map, int width, WritableRaster raster, int left, int top) {
    double[] strengths = Overlay.strengths(map);
    for (int i = 0; i < map.length; i++) {
      int level = (int) Math.round(LEVELS * strengths[i]);
      raster.setSample(left + i % width, top + i / width, 0, level > 0 && map[i] < 0 ? LEVELS + level : level);
    }
  }
}
