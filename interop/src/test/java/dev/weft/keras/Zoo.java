package dev.weft.keras;

import dev.weft.engine.Variable;
import dev.weft.model.Concatenate;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.LayerScale;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.SGD;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A network of keras.applications with weights that a formula gives, and what Keras 3.15.1 computes of two images; see
 * {@code zoo.py}, which made the files.
 */
public final class Zoo {
  private final Graph network;
  private final Map<String, Object> golden;

  private Zoo(Graph network, Map<String, Object> golden) {
    this.network = network;
    this.golden = golden;
  }

  /** One whose numbers are among the test's resources. */
  static Zoo resource(String name) throws IOException {
    try (InputStream json = Zoo.class.getResourceAsStream("zoo/" + name + ".json")) {
      return new Zoo(network(name), Json.read(json.readAllBytes(), name));
    }
  }

  /** One of a folder that zoo.py wrote. */
  public static Zoo of(Path folder, String name) throws IOException {
    try (InputStream config = Files.newInputStream(folder.resolve(name + ".config.json.gz"))) {
      return new Zoo(network(config), Json.read(Files.readAllBytes(folder.resolve(name + ".json")), name));
    }
  }

  public static Graph network(String name) throws IOException {
    try (InputStream config = Zoo.class.getResourceAsStream("zoo/" + name + ".config.json.gz")) {
      return network(config);
    }
  }

  private static Graph network(InputStream config) throws IOException {
    byte[] json = new GZIPInputStream(config).readAllBytes();
    return ConfigReader.read(Json.read(json, "config"), Map.of(), "").network();
  }

  Graph network() {
    return network;
  }

  int parameters() {
    return (Integer) golden.get("parameters");
  }

  /** Keras's scores of the two images, one after the other. */
  float[] scores() {
    return numbers(((List<?>) golden.get("scores")).stream().flatMap(row -> ((List<?>) row).stream()).toList());
  }

  /** Mean and deviation of the output of each layer (or model) of the network. */
  Map<String, Object> layers() {
    return Json.object(golden.get("layers"), "layers");
  }

  private static float[] numbers(List<?> values) {
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ((Number) values.get(i)).floatValue();
    }
    return numbers;
  }

  // ---- weights and images

  public Model model() {
    return filled(network);
  }

  private Model filled(Graph network) {
    Model model = Model.compile(network, SGD.of(0.01), Loss.MEAN_SQUARED_ERROR, 1);
    Map<String, Object> scales = Json.object(golden.get("scales"), "scales");
    int unnamed = 0;
    for (Variable variable : model.variables()) {
      boolean layerScale = network.node(variable.layer()).layer() instanceof LayerScale;
      String name = layerScale ? unnamed(unnamed++) : variable.weight().name();
      double scale = scales.get(variable.path()) instanceof Number number ? number.doubleValue() : 1;
      fill(variable, name, scale);
    }
    return model;
  }

  /** Keras gives LayerScale's gamma no name of its own; in a fresh program they are called so. */
  private static String unnamed(int number) {
    return "variable" + (number == 0 ? "" : "_" + number);
  }

  private static void fill(Variable variable, String name, double scale) {
    float[] values = variable.values();
    double fan =
        values.length
            / (double) Math.max(1, variable.weight().shape().rank() == 0 ? 1 : variable.weight().shape().last());
    long hash = hash(variable.layer() + "/" + name);
    for (int i = 0; i < values.length; i++) {
      double u = uniform(hash, i);
      values[i] =
          switch (name) {
            case "count" -> values[i];
            case "gamma", "variance", "moving_variance" -> (float) (0.5 + u);
            case "bias", "beta", "mean", "moving_mean" -> (float) (0.2 * (2 * u - 1));
            default -> (float) ((2 * u - 1) * Math.sqrt(6 / fan) * scale);
          };
    }
  }

  private static long hash(String path) {
    long hash = 0xCBF29CE484222325L;
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001B3L;
    }
    return hash;
  }

  private static double uniform(long hash, long i) {
    long z = hash + (i + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 40) / (double) (1 << 24);
  }

  public float[] images() {
    int size = network.input().size(0);
    float[] images = new float[2 * size * size * 3];
    long noise = hash("noise");
    long blocks = hash("blocks");
    for (int i = 0; i < images.length / 2; i++) {
      int y = i / (3 * size);
      int x = i / 3 % size;
      images[i] = (float) uniform(noise, i);
      images[images.length / 2 + i] = (float) uniform(blocks, (y / 8 * 16 + x / 8) * 3 + i % 3);
    }
    if (Boolean.TRUE.equals(golden.get("scaled_to_255"))) {
      for (int i = 0; i < images.length; i++) {
        images[i] *= 255;
      }
    }
    return images;
  }

  // ---- values within

  /** This network with the outputs of all its nodes, one after the other, as its output. */
  Model model(List<Node> shown) {
    List<Node> nodes = new ArrayList<>(network.nodes());
    List<String> flat = new ArrayList<>();
    for (Node node : shown) {
      flat.add("flat of " + node.name());
      nodes.add(Node.of(flat.getLast(), Flatten.of(), node.name()));
    }
    nodes.add(Node.of("all", Concatenate.of(), flat.toArray(String[]::new)));
    return filled(new Graph(network.name(), network.inputName(), network.input(), nodes, "all", List.of()));
  }
}
