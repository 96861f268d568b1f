package dev.weft.model;

import java.util.List;

/**
 * {@code y = x1 + x2 * scale}: a residual branch made smaller. An axis of size 1 is repeated to the size of the other.
 * It is the layer of InceptionResNetV2 in <a href="https://keras.io/api/applications/inceptionresnetv2/">Keras's
 * applications</a>.
 */
public record CustomScaleLayer(double scale) implements MergeLayer {
  public static CustomScaleLayer of(double scale) {
    return new CustomScaleLayer(scale);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Checks.two("CustomScaleLayer", inputs);
    return Checks.broadcast("CustomScaleLayer", inputs);
  }
}
