package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.config.Config;
import dev.weft.model.Interpolation;
import dev.weft.model.Resizing;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that Keras resized, which {@code golden/resizing.py} wrote. */
class ResizerTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  private record Golden(Resizing layer, float[] pixels) {
    static Golden of(String line) {
      String[] cells = line.split(",");
      Resizing layer =
          Resizing.of(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]))
              .interpolation(Config.read(Interpolation.class, cells[2]))
              .cropToAspectRatio(Boolean.parseBoolean(cells[3]))
              .padToAspectRatio(Boolean.parseBoolean(cells[4]))
              .fillValue(Double.parseDouble(cells[5]))
              .antialias(Boolean.parseBoolean(cells[6]));
      float[] pixels = new float[cells.length - 7];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Float.parseFloat(cells[7 + i]);
      }
      return new Golden(layer, pixels);
    }

    @Override
    public String toString() {
      return layer.toString();
    }
  }

  static Stream<Golden> golden() throws IOException, URISyntaxException {
    return Files.readAllLines(Path.of(ResizerTest.class.getResource("/golden/resizing.csv").toURI())).stream()
        .map(Golden::of);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void pixelsAreKerass(Golden golden) {
    Resizing layer = golden.layer;
    float[] x = new float[HEIGHT * WIDTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = (3 * (i / WIDTH) + 5 * (i % WIDTH)) % 11 / 4f - 1;
    }
    float[] between = new float[layer.height() * WIDTH];
    float[] y = new float[layer.height() * layer.width()];
    Resizer.of(layer, HEIGHT, layer.height(), WIDTH, layer.width()).to(layer.height()).apply(x, between, WIDTH, 0, 1);
    Resizer.of(layer, WIDTH, layer.width(), HEIGHT, layer.height())
        .to(layer.width())
        .apply(between, y, 1, 0, layer.height());
    for (int i = 0; i < y.length; i++) {
      assertEquals(golden.pixels[i], y[i], 2e-6, "pixel " + i);
    }
  }
}
