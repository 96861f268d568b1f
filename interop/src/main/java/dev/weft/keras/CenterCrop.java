package dev.weft.keras;

import dev.weft.model.Cropping2D;
import dev.weft.model.Layer;
import dev.weft.model.Resizing;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The middle of an image: a cropping, or a Resizing where the image is smaller than that. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/">Keras</a>.
 */
final class CenterCrop {
  private CenterCrop() {}

  /**
   * The layer that computes the same.
   *
   * @return empty if its images' size is not known, or if it has other axes
   */
  static Optional<Layer> read(Map<String, Object> config, List<Shape> inputs) {
    Shape input = inputs.isEmpty() ? null : inputs.getFirst();
    if (input == null
        || input.rank() != 3
        || !(config.get("height") instanceof Integer height && height > 0)
        || !(config.get("width") instanceof Integer width && width > 0)
        || "channels_first".equals(config.get("data_format"))) {
      return Optional.empty();
    }
    int rows = input.size(0) - height;
    int columns = input.size(1) - width;
    return Optional.of(
        rows < 0 || columns < 0
            ? Resizing.of(height, width).cropToAspectRatio(true)
            : Cropping2D.of(new Sides(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2)));
  }
}
