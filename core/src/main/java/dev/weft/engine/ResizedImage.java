package dev.weft.engine;

import dev.weft.kernel.Resampling;
import dev.weft.model.Resizing;
import java.util.Arrays;

/** An image outside of a network, resized as a {@link Resizing} layer does it within one. */
public final class ResizedImage {
  private ResizedImage() {}

  /**
   * Resizes it.
   *
   * @param pixels (height, width, channels), unsigned bytes
   * @return (layer.height, layer.width, channels), rounded to unsigned bytes
   */
  public static byte[] of(Resizing layer, byte[] pixels, int height, int width, int channels) {
    Resampling rows = rows(layer, height, width);
    Resampling columns = columns(layer, height, width);
    float[] row = new float[width * channels];
    float[] resized = new float[layer.width() * channels];
    byte[] bytes = new byte[layer.height() * resized.length];
    for (int y = 0; y < layer.height(); y++) {
      Arrays.fill(row, rows.constants()[y]);
      for (int t = rows.starts()[y]; t < rows.starts()[y + 1]; t++) {
        int from = rows.sources()[t] * row.length;
        float weight = rows.weights()[t];
        for (int i = 0; i < row.length; i++) {
          row[i] += weight * (pixels[from + i] & 0xff);
        }
      }
      columns.apply(row, resized, channels, 0, 1);
      for (int i = 0; i < resized.length; i++) {
        bytes[y * resized.length + i] = (byte) Math.clamp(Math.round(resized[i]), 0, 255);
      }
    }
    return bytes;
  }

  /** Of which rows of an image the layer makes its rows. */
  public static Resampling rows(Resizing layer, int height, int width) {
    return Resizer.of(layer, height, layer.height(), width, layer.width()).to(layer.height());
  }

  /** Of which columns of an image the layer makes its columns, after its rows. */
  public static Resampling columns(Resizing layer, int height, int width) {
    return Resizer.of(layer, width, layer.width(), height, layer.height()).to(layer.width());
  }
}
