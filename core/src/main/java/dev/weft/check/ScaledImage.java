package dev.weft.check;

import dev.weft.image.Ground;
import dev.weft.image.Image;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import java.util.List;

/**
 * An image on white, at most {@link #MOST} pixels high and wide: what is measured of an image does not depend on how
 * many pixels its camera had.
 *
 * @param channels 1 or 3
 * @param pixels (height, width, channels), unsigned bytes
 */
record ScaledImage(int height, int width, int channels, byte[] pixels) {
  static final int MOST = 256;

  static ScaledImage of(Image image) {
    double part = Math.min(1, (double) MOST / Math.max(image.height(), image.width()));
    int height = (int) Math.max(1, Math.round(part * image.height()));
    int width = (int) Math.max(1, Math.round(part * image.width()));
    int channels = image.channels() < 3 ? 1 : 3;
    boolean same = part == 1 && !image.hasAlpha();
    byte[] pixels =
        same
            ? image.pixels()
            : new Preparation(height, width, channels, Resize.STRETCH, Resampling.BILINEAR, Ground.WHITE).apply(image);
    return new ScaledImage(height, width, channels, pixels);
  }

  /** Its luminance; (height, width), 0 to 255. */
  float[] grey() {
    float[] grey = new float[height * width];
    for (int i = 0; i < grey.length; i++) {
      grey[i] =
          channels == 1
              ? pixels[i] & 0xff
              : 0.299f * (pixels[3 * i] & 0xff)
                  + 0.587f * (pixels[3 * i + 1] & 0xff)
                  + 0.114f * (pixels[3 * i + 2] & 0xff);
    }
    return grey;
  }

  /** Stretched to another shape: each pixel is a weighted mean of the area around it. */
  byte[] stretched(int toHeight, int toWidth, int toChannels) {
    if (toHeight == height && toWidth == width && toChannels == channels) {
      return pixels;
    }
    Image image = new Image(height, width, channels, pixels, List.of());
    return new Preparation(toHeight, toWidth, toChannels, Resize.STRETCH, Resampling.BILINEAR, Ground.WHITE)
        .apply(image);
  }
}
