package dev.weft.engine;

import dev.weft.kernel.Resampling;
import dev.weft.model.Interpolation;
import dev.weft.model.Resizing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Which pixels along one axis make a pixel of an image of another size, and with what weights. Coordinates are floats,
 * as PyTorch's are.
 *
 * @param offset of the part that is resized, in pixels of the image; negative where there is a border before it
 * @param size of that part, border included
 * @param inputs pixels of the image
 * @param fill what stands in the border
 */
record Resizer(Interpolation interpolation, boolean antialias, int offset, int size, int inputs, double fill) {
  /** The constant of Keys's cubic, and the one that is used when antialiasing. */
  private static final double CUBIC = -0.75;

  private static final double SMOOTH_CUBIC = -0.5;

  /** The whole axis. */
  static Resizer of(Interpolation interpolation, int inputs) {
    return new Resizer(interpolation, false, 0, inputs, inputs, 0);
  }

  /**
   * What a layer resizes along one axis.
   *
   * @param inputs pixels of the image along this axis
   * @param target pixels that it shall have
   * @param other pixels of the image along the other axis
   * @param otherTarget pixels that it shall have
   */
  static Resizer of(Resizing layer, int inputs, int target, int other, int otherTarget) {
    int keeping = (int) ((double) other * target / otherTarget);
    int cropped = Math.clamp(keeping, 1, inputs);
    int border = (Math.max(inputs, keeping) - inputs) / 2;
    int offset = layer.cropToAspectRatio() ? (inputs - cropped) / 2 : layer.padToAspectRatio() ? -border : 0;
    int size = layer.cropToAspectRatio() ? cropped : layer.padToAspectRatio() ? inputs + 2 * border : inputs;
    return new Resizer(layer.interpolation(), layer.antialias(), offset, size, inputs, layer.fillValue());
  }

  /** A pixel of the part that is resized. */
  private record Tap(int pixel, double weight) {}

  /** The recipe for an image of {@code outputs} pixels. */
  Resampling to(int outputs) {
    int[] starts = new int[outputs + 1];
    List<Tap> taps = new ArrayList<>();
    float[] constants = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      for (Tap tap : taps(i, outputs)) {
        int pixel = offset + tap.pixel;
        if (pixel >= 0 && pixel < inputs) {
          taps.add(new Tap(pixel, tap.weight));
        } else {
          constants[i] += (float) (tap.weight * fill);
        }
      }
      starts[i + 1] = taps.size();
    }
    float[] weights = new float[taps.size()];
    for (int t = 0; t < weights.length; t++) {
      weights[t] = (float) taps.get(t).weight;
    }
    return new Resampling(inputs, starts, taps.stream().mapToInt(Tap::pixel).toArray(), weights, constants);
  }

  private List<Tap> taps(int i, int outputs) {
    float scale = (float) size / outputs;
    return switch (interpolation) {
      case NEAREST -> List.of(new Tap(Math.min((int) (float) ((i + 0.5) * scale), size - 1), 1));
      case BILINEAR -> antialias ? normalized(i, scale, 1, Resizer::triangle) : bilinear(i, scale);
      case BICUBIC -> antialias ? normalized(i, scale, 2, x -> cubic(SMOOTH_CUBIC, x)) : bicubic(i, scale);
      case LANCZOS3 -> normalized(i, scale, 3, x -> lanczos(3, x));
      case LANCZOS5 -> normalized(i, scale, 5, x -> lanczos(5, x));
    };
  }

  private List<Tap> bilinear(int i, float scale) {
    float place = Math.max(0, scale * (i + 0.5f) - 0.5f);
    int pixel = Math.min((int) place, size - 1);
    float next = Math.clamp(place - pixel, 0, 1);
    return next == 0 || pixel == size - 1
        ? List.of(new Tap(pixel, 1))
        : List.of(new Tap(pixel, 1 - next), new Tap(pixel + 1, next));
  }

  /** Outside of the image stands its nearest pixel. */
  private List<Tap> bicubic(int i, float scale) {
    float place = scale * (i + 0.5f) - 0.5f;
    int pixel = (int) Math.floor(place);
    List<Tap> taps = new ArrayList<>();
    for (int near = pixel - 1; near <= pixel + 2; near++) {
      taps.add(new Tap(Math.clamp(near, 0, size - 1), cubic(CUBIC, place - near)));
    }
    return taps;
  }

  /**
   * All pixels within the kernel's radius, whose weights add up to 1.
   *
   * @param kernel of the distance in pixels; when antialiasing a smaller image, in pixels of that
   */
  private List<Tap> normalized(int i, float scale, int radius, DoubleUnaryOperator kernel) {
    double width = antialias ? Math.max(1, scale) : 1;
    double center = scale * (i + 0.5) - 0.5;
    int first = (int) Math.max(0, Math.ceil(center - radius * width));
    int last = (int) Math.min(size - 1, Math.floor(center + radius * width));
    List<Tap> taps = new ArrayList<>();
    double sum = 0;
    for (int pixel = first; pixel <= last; pixel++) {
      double weight = kernel.applyAsDouble((pixel - center) / width);
      if (weight != 0) {
        taps.add(new Tap(pixel, weight));
        sum += weight;
      }
    }
    double all = sum;
    return taps.stream().map(tap -> new Tap(tap.pixel, tap.weight / all)).toList();
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }

  /** Keys's cubic (1981). */
  private static double cubic(double a, double x) {
    double z = Math.abs(x);
    return z <= 1 ? ((a + 2) * z - (a + 3)) * z * z + 1 : z < 2 ? (((z - 5) * z + 8) * z - 4) * a : 0;
  }

  private static double lanczos(int radius, double x) {
    if (Math.abs(x) < 1e-3) {
      return 1;
    }
    double z = Math.PI * x;
    return Math.abs(x) < radius ? radius * StrictMath.sin(z) * StrictMath.sin(z / radius) / (z * z) : 0;
  }
}
