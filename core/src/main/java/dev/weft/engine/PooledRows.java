package dev.weft.engine;

import dev.weft.kernel.Pooling;
import dev.weft.kernel.Product;

/** The pooling behind another op's last step, image by image: what it pools stays in a thread's cache. */
final class PooledRows {
  private final boolean average;
  private final Pooling pooling;
  private final ThreadLocal<float[]> image;
  private final ThreadLocal<float[]> gradient;

  PooledRows(boolean average, Pooling pooling) {
    this.average = average;
    this.pooling = pooling;
    int length = pooling.height() * pooling.width() * pooling.channels() + Product.WIDTH;
    image = ThreadLocal.withInitial(() -> new float[length]);
    gradient = ThreadLocal.withInitial(() -> new float[length]);
  }

  /** This thread's image. */
  float[] image() {
    return image.get();
  }

  /** This thread's gradient of an image. */
  float[] gradient() {
    return gradient.get();
  }

  void forward(float[] image, float[] y, int sample) {
    if (average) {
      pooling.average(image, 0, y, sample);
    } else {
      pooling.max(image, 0, y, sample);
    }
  }

  void backward(float[] image, float[] y, float[] dy, float[] gradient, int sample) {
    if (average) {
      pooling.averageBackward(dy, gradient, 0, sample);
    } else {
      pooling.maxBackward(image, 0, y, dy, gradient, sample);
    }
  }
}
