package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import dev.weft.kernel.Winograd.Transform;
import java.util.Arrays;

/** The transformed weights {@code U = G w G^T} of each place, packed for products. */
final class WinogradWeights {
  private final WinogradSizes sizes;
  private final int channels;
  private final int filters;
  private final Parameter kernel;
  private final Parameter bias;

  /** Each place's (channels, filters). */
  private final float[] packed;

  /** Each place's (filters, channels); null where no input gradient is wanted. */
  private final float[] transposed;

  private final ThreadLocal<float[]> scratch;

  /**
   * @param bias null for none
   */
  WinogradWeights(WinogradSizes sizes, Parameter kernel, Parameter bias, boolean transposes, Buffers buffers) {
    this.sizes = sizes;
    this.kernel = kernel.packed();
    this.bias = bias == null ? null : bias.packed();
    channels = sizes.channels();
    filters = sizes.filters();
    packed = buffers.packed(sizes.places() * PackedMatrix.size(channels, filters));
    transposed = transposes ? buffers.packed(sizes.places() * PackedMatrix.size(filters, channels)) : null;
    int deepest = Math.max(channels, filters);
    scratch = ThreadLocal.withInitial(() -> new float[9 * deepest * Product.WIDTH]);
  }

  float[] packed() {
    return packed;
  }

  float[] transposed() {
    return transposed;
  }

  int packs() {
    return PackedMatrix.count(filters) + (transposed == null ? 0 : PackedMatrix.count(channels));
  }

  void pack(int unit) {
    if (unit < PackedMatrix.count(filters)) {
      packPanel(unit);
    } else {
      packTransposed(unit - PackedMatrix.count(filters));
    }
  }

  /** A panel's 9 weights (channels, width) become those of its places. */
  private void packPanel(int panel) {
    float[] w = scratch.get();
    int width = PackedMatrix.width(panel, filters);
    int real = PackedMatrix.columns(panel, filters);
    for (int row = 0; row < 9 * channels; row++) {
      System.arraycopy(kernel.values(), row * filters + PackedMatrix.column(panel), w, row * width, real);
      Arrays.fill(w, row * width + real, (row + 1) * width, 0);
    }
    transform(w, channels * width, packed, PackedMatrix.offset(panel, channels), PackedMatrix.size(channels, filters));
    if (bias != null) {
      int at = sizes.ones() * PackedMatrix.size(channels, filters) + PackedMatrix.bias(panel, channels, filters);
      System.arraycopy(bias.values(), PackedMatrix.column(panel), packed, at, real);
    }
  }

  /** The same of the transposed weights, 9 of (filters, width). */
  private void packTransposed(int panel) {
    float[] w = scratch.get();
    int width = PackedMatrix.width(panel, channels);
    int real = PackedMatrix.columns(panel, channels);
    int n = filters * width;
    for (int pixel = 0; pixel < 9; pixel++) {
      for (int c = 0; c < width; c++) {
        int from = (pixel * channels + PackedMatrix.column(panel) + c) * filters;
        for (int f = 0; f < filters; f++) {
          w[pixel * n + f * width + c] = c < real ? kernel.values()[from + f] : 0;
        }
      }
    }
    transform(w, n, transposed, PackedMatrix.offset(panel, filters), PackedMatrix.size(filters, channels));
  }

  private void transform(float[] w, int n, float[] into, int at, int size) {
    sizes.winograd().apply(Transform.KERNEL, w, 0, 3 * n, n, into, at, sizes.side() * size, size, n);
  }
}
