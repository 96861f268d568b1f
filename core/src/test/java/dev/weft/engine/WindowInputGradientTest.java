package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.model.Conv2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the definition: each output sends its gradient to the inputs that it was made from. */
class WindowInputGradientTest {
  private static final int SAMPLES = 2;

  record Case(
      Size kernel, Size strides, int height, int width, int channels, int filters, int groups, Padding padding) {
    Conv2D layer() {
      return Conv2D.of(filters, kernel).strides(strides).padding(padding).groups(groups).useBias(false);
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Padding padding : Padding.values()) {
      for (Size strides : List.of(Size.of(2), Size.of(3), Size.of(1, 2), Size.of(4, 3))) {
        for (Size kernel : List.of(Size.of(1), Size.of(2), Size.of(3), Size.of(5, 2))) {
          cases.add(new Case(kernel, strides, 9, 8, 3, 17, 1, padding));
          cases.add(new Case(kernel, strides, 5, 11, 4, 6, 2, padding));
        }
      }
      cases.add(new Case(Size.of(3), Size.of(2), 16, 16, 16, 32, 1, padding));
      cases.add(new Case(Size.of(1), Size.of(5), 2, 3, 2, 2, 1, padding));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheTransposedConvolution(Case c) {
    Shape in = Shape.of(c.height, c.width, c.channels);
    Shape out = c.layer().outputShape(in);
    Windows windows = Windows.of(c.layer(), in, out);
    SplittableRandom random = new SplittableRandom(c.hashCode());
    int deep = c.channels / c.groups;
    float[] kernel = random(random, windows.pixels() * deep * c.filters);
    float[] dy = random(random, SAMPLES * out.elements());
    WindowInputGradient gradient =
        new WindowInputGradient(windows, c.groups, c.channels, c.filters, Buffers.unshared(SAMPLES), dy);
    for (int unit = 0; unit < gradient.packs(); unit++) {
      gradient.pack(unit, kernel);
    }
    float[] dx = random(random, SAMPLES * in.elements());
    for (int sample = 0; sample < SAMPLES; sample++) {
      gradient.prepare(sample);
      gradient.run(sample, dx);
    }
    assertArrayEquals(expected(c, windows, kernel, dy), dx, 1e-4f);
  }

  private static float[] expected(Case c, Windows w, float[] kernel, float[] dy) {
    float[] dx = new float[SAMPLES * c.height * c.width * c.channels];
    int deep = c.channels / c.groups;
    int ofGroup = c.filters / c.groups;
    for (int i = 0; i < dy.length; i++) {
      int filter = i % c.filters;
      int window = i / c.filters % w.count();
      int sample = i / c.filters / w.count();
      for (int pixel = 0; pixel < w.pixels(); pixel++) {
        int row = window / w.across() * c.strides.height() - w.top() + pixel / c.kernel.width();
        int column = window % w.across() * c.strides.width() - w.left() + pixel % c.kernel.width();
        for (int k = 0; k < deep && row >= 0 && row < c.height && column >= 0 && column < c.width; k++) {
          int to = ((sample * c.height + row) * c.width + column) * c.channels + filter / ofGroup * deep + k;
          dx[to] += kernel[(pixel * deep + k) * c.filters + filter] * dy[i];
        }
      }
    }
    return dx;
  }

  private static float[] random(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
