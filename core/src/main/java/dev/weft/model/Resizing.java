package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;

/**
 * An image of another size: (height, width, channels) to this height and width. By default bilinear, and stretched to
 * the new size. See <a href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/">Keras</a>.
 *
 * @param cropToAspectRatio whether the middle of the image is taken, so that nothing is stretched
 * @param padToAspectRatio whether the image gets a border, so that nothing is stretched
 * @param fillValue of the border
 * @param antialias whether a smaller image is made of all its pixels; nearest never is
 */
public record Resizing(
    int height,
    int width,
    Interpolation interpolation,
    boolean cropToAspectRatio,
    boolean padToAspectRatio,
    double fillValue,
    boolean antialias)
    implements Layer {
  public Resizing {
    Checks.positive("Resizing", "height", height);
    Checks.positive("Resizing", "width", width);
    if (cropToAspectRatio && padToAspectRatio) {
      throw ConfigException.of(
          "pad_to_aspect_ratio",
          "Resizing: only one of 'crop_to_aspect_ratio' and 'pad_to_aspect_ratio' can be true; received both.");
    }
  }

  public static Resizing of(int height, int width) {
    return new Resizing(height, width, Interpolation.BILINEAR, false, false, 0, false);
  }

  public Resizing interpolation(Interpolation interpolation) {
    return Config.with(this, "interpolation", interpolation);
  }

  public Resizing cropToAspectRatio(boolean cropToAspectRatio) {
    return Config.with(this, "cropToAspectRatio", cropToAspectRatio);
  }

  public Resizing padToAspectRatio(boolean padToAspectRatio) {
    return Config.with(this, "padToAspectRatio", padToAspectRatio);
  }

  public Resizing fillValue(double fillValue) {
    return Config.with(this, "fillValue", fillValue);
  }

  public Resizing antialias(boolean antialias) {
    return Config.with(this, "antialias", antialias);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.image("Resizing", input);
    return Shape.of(height, width, input.last());
  }
}
