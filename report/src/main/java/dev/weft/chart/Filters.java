package dev.weft.chart;

import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import dev.weft.train.Model;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The kernel of a network's first layer that has one, with a small image for each filter of a convolution or unit of a
 * dense layer. Positive weights are blue, negative ones orange, and 0 is white. Of several channels, their mean.
 */
final class Filters {
  private static final int MOST = 64;

  private Filters() {}

  static Chart of(Model model) {
    Graph network = model.network();
    for (Node node : network.firstCalls()) {
      for (Weight weight : network.weights(node)) {
        if (weight.name().equals("kernel")) {
          return of(node.layerName(), node.layer(), network.input(), weight.shape(), model);
        }
      }
    }
    return new Chart("First layer", "", new Note("No layer of this network has filters."));
  }

  private static Chart of(String name, Layer layer, Shape input, Shape kernel, Model model) {
    boolean convolves = kernel.rank() == 4;
    boolean seesInput = input.rank() > 1 && input.elements() == kernel.size(0);
    Shape window = convolves ? kernel : seesInput ? input : square(kernel.size(0));
    int height = window.size(0);
    int width = window.size(1);
    int filters = layer instanceof DepthwiseConv2D ? kernel.size(2) * kernel.size(3) : kernel.last();
    float[] values = model.weights(name, "kernel");
    double largest = IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
    double most = largest == 0 ? 1 : largest;
    List<Tile> tiles =
        IntStream.range(0, Math.min(filters, MOST))
            .mapToObj(filter -> tile(values, filter, filters, height, width, most))
            .toList();
    String subtitle =
        String.format(
            Locale.ROOT,
            "%s %s: %s%,d filters of %d x %d; orange %.3f, white 0, blue %.3f",
            layer.kind(),
            name,
            filters > MOST ? "the first " + MOST + " of " : "",
            filters,
            height,
            width,
            -most,
            most);
    return new Chart("Filters of the first layer", subtitle, new ImageGrid(tiles));
  }

  /** A flat input as the image that it probably was, else as a line. */
  private static Shape square(int pixels) {
    int side = (int) Math.sqrt(pixels);
    return side * side == pixels ? Shape.of(side, side) : Shape.of(1, pixels);
  }

  private static Tile tile(float[] values, int filter, int filters, int height, int width, double most) {
    int channels = values.length / filters / (height * width);
    int[] colors = new int[height * width];
    for (int pixel = 0; pixel < colors.length; pixel++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += values[(pixel * channels + channel) * filters + filter];
      }
      colors[pixel] = Palette.signed(sum / channels / most).getRGB();
    }
    return new Tile(RasterImage.enlarged(colors, height, width), List.of(), Tile.Mark.NONE);
  }
}
