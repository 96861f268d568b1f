package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.dataset.ImageOptions;
import dev.weft.image.Ground;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import dev.weft.model.Size;
import java.util.Locale;

/**
 * What one's own images are made into. By default size and channels are chosen by looking at the images, which are
 * cropped, scaled by averaging areas, and laid on white where they are transparent.
 *
 * @param channels 1 for grey, 3 for colour; null to choose
 * @param size null to choose
 */
public record ImageSettings(Size size, Integer channels, Resize resize, Resampling interpolation, Ground background) {
  public ImageSettings {
    if (size != null && (long) size.height() * size.width() > Preparation.MOST_PIXELS) {
      throw ConfigException.of(
          "size",
          String.format(
              Locale.ROOT,
              "'size' must have at most %,d pixels; received %d x %d.",
              Preparation.MOST_PIXELS,
              size.height(),
              size.width()));
    }
    if (channels != null && channels != 1 && channels != 3) {
      throw ConfigException.of("channels", "'channels' must be 1 (grey) or 3 (colour); received " + channels + ".");
    }
  }

  public static ImageSettings of() {
    return new ImageSettings(null, null, Resize.CROP, Resampling.AREA, Ground.WHITE);
  }

  /** The same for whoever opens the images. */
  ImageOptions options() {
    return new ImageOptions(
        size == null ? null : (Integer) size.height(),
        size == null ? null : (Integer) size.width(),
        channels,
        resize,
        interpolation,
        background);
  }
}
