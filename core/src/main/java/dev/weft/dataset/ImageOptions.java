package dev.weft.dataset;

import dev.weft.image.Ground;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;

/**
 * What one's own images are made into. What is null is chosen by looking at some of them: the size if all have one of
 * at most 128 x 128, else 64 x 64; grey if none has colours.
 *
 * @param height null to choose
 * @param width null to choose
 * @param channels 1 for grey, 3 for red, green and blue, null to choose
 */
public record ImageOptions(
    Integer height, Integer width, Integer channels, Resize resize, Resampling interpolation, Ground ground) {
  /** All chosen by looking; cropped; scaled by averaging areas; on white. */
  public static final ImageOptions DEFAULT =
      new ImageOptions(null, null, null, Resize.CROP, Resampling.AREA, Ground.WHITE);

  /** With this height and width. */
  public ImageOptions size(int height, int width) {
    return new ImageOptions(height, width, channels, resize, interpolation, ground);
  }

  /** With so many channels: 1 for grey, 3 for red, green and blue. */
  public ImageOptions channels(int channels) {
    return new ImageOptions(height, width, channels, resize, interpolation, ground);
  }

  /** With another way to come to the size. */
  public ImageOptions resize(Resize resize) {
    return new ImageOptions(height, width, channels, resize, interpolation, ground);
  }
}
