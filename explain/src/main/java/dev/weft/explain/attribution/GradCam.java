package dev.weft.explain.attribution;

import dev.weft.model.Graph;
import dev.weft.model.Shape;
import java.util.Arrays;

/**
 * Where a convolution's filters that speak for a class found something: {@code relu(sum_c w_c A_c)} over the filters'
 * outputs A, enlarged to the image's size by linear interpolation. Grad-CAM's w_c is the mean of the class's gradient g
 * by A_c. Grad-CAM++'s w_c is the sum of the positive gradients, each times {@code g^2 / (2 g^2 + g^3 sum A_c)}; a
 * negative sum of A_c counts as 0. See Selvaraju et al., <a href="https://arxiv.org/abs/1610.02391">Grad-CAM</a>
 * (2017), and Chattopadhay et al., <a href="https://arxiv.org/abs/1710.11063">Grad-CAM++</a> (2018).
 *
 * @param node whose output is looked at; empty for {@link CamLayer#of}
 * @param plus whether it is Grad-CAM++
 */
public record GradCam(String node, boolean plus) implements AttributionMethod {
  /** Grad-CAM of the layer that is chosen by itself. */
  public static GradCam of() {
    return new GradCam("", false);
  }

  /** Grad-CAM++ of the layer that is chosen by itself. */
  public static GradCam plusPlus() {
    return new GradCam("", true);
  }

  /** Whether a network has a layer that can be chosen by itself. */
  public static boolean isFor(Graph network) {
    return CamLayer.of(network).isPresent();
  }

  @Override
  public String title() {
    return plus ? "Grad-CAM++" : "Grad-CAM";
  }

  @Override
  public Attribution attribute(ScoredNetwork network, byte[] pixels, int label) {
    Shape image = network.image();
    Shape filters = network.graph().shape(layer(network));
    float[] map = Enlargement.of(coarse(network, pixels, label), filters.size(0), filters.size(1), image);
    return Attribution.ofPixels(this, label, image, map);
  }

  /**
   * The map as large as the layer's output.
   *
   * @return (height, width) of the layer
   */
  public float[] coarse(ScoredNetwork network, byte[] pixels, int label) {
    ScoredNetwork.Inner inner = network.inner(network.inputs(pixels), label, layer(network));
    int filters = network.graph().shape(layer(network)).last();
    double[] weights = plus ? plusWeights(inner, filters) : meanWeights(inner, filters);
    float[] map = new float[inner.values().length / filters];
    for (int place = 0; place < map.length; place++) {
      double sum = 0;
      for (int c = 0; c < filters; c++) {
        sum += weights[c] * inner.values()[place * filters + c];
      }
      map[place] = (float) Math.max(0, sum);
    }
    return map;
  }

  private String layer(ScoredNetwork network) {
    if (node.isEmpty()) {
      return CamLayer.of(network.graph())
          .orElseThrow(() ->
              new IllegalArgumentException(
                  title() + " needs a convolution that all paths to the scores lead through; this network has none."));
    }
    Shape shape = network.graph().shape(network.graph().node(node));
    if (shape.rank() != 3) {
      throw new IllegalArgumentException(
          "%s looks at an output of shape (height, width, filters); that of %s is %s.".formatted(title(), node, shape));
    }
    return node;
  }

  private static double[] meanWeights(ScoredNetwork.Inner inner, int filters) {
    double[] weights = sums(inner.gradient(), filters);
    int places = inner.values().length / filters;
    Arrays.setAll(weights, c -> weights[c] / places);
    return weights;
  }

  private static double[] plusWeights(ScoredNetwork.Inner inner, int filters) {
    double[] sums = sums(inner.values(), filters);
    double[] weights = new double[filters];
    for (int i = 0; i < inner.gradient().length; i++) {
      double g = Math.max(0, inner.gradient()[i]);
      weights[i % filters] += g / (2 + g * Math.max(0, sums[i % filters]));
    }
    return weights;
  }

  private static double[] sums(float[] values, int filters) {
    double[] sums = new double[filters];
    for (int i = 0; i < values.length; i++) {
      sums[i % filters] += values[i];
    }
    return sums;
  }
}
