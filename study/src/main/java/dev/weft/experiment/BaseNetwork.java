package dev.weft.experiment;

import dev.weft.Counted;
import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.config.ConfigException;
import dev.weft.dataset.Scaling;
import dev.weft.dataset.Sha256;
import dev.weft.engine.Variable;
import dev.weft.keras.KerasModel;
import dev.weft.model.AlphaDropout;
import dev.weft.model.Dropout;
import dev.weft.model.GaussianDropout;
import dev.weft.model.Graph;
import dev.weft.model.Identity;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Truncation;
import dev.weft.model.Weight;
import dev.weft.modelfile.ModelFiles;
import dev.weft.train.Model;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The network that an experiment begins with: a file's, up to one of its layers. */
final class BaseNetwork {
  /** The last one read, as an experiment asks for it again and again; gone when memory is short. */
  private static SoftReference<Read> last = new SoftReference<>(null);

  private record Read(Path path, FileTime modified, long size, KerasModel file, String sha256) {}

  private final ModelSettings settings;
  private final Read read;
  private final List<Node> nodes;

  private BaseNetwork(ModelSettings settings, Read read) {
    this.settings = settings;
    this.read = read;
    nodes = Truncation.at(whole(), end()).nodes();
  }

  /**
   * @throws ConfigException if the file cannot be read, has another checksum than it must have, or has no such layer
   */
  static BaseNetwork of(ModelSettings settings) {
    Read read;
    try {
      read = read(BaseFile.copyOr(settings.sha256(), Path.of(settings.from())));
    } catch (WeftException e) {
      throw wrong("from", e.getMessage());
    }
    if (settings.sha256() != null && !settings.sha256().equals(read.sha256)) {
      throw wrong(
          "from",
          "a training goes on only from the network that it began with; %s was changed since: its SHA-256 must be %s and is %s; put the file back, or train anew."
              .formatted(settings.from(), settings.sha256(), read.sha256));
    }
    return new BaseNetwork(settings, read);
  }

  private static synchronized Read read(Path path) {
    try {
      FileTime modified = Files.getLastModifiedTime(path);
      long size = Files.size(path);
      Read known = last.get();
      if (known != null && known.path.equals(path) && known.modified.equals(modified) && known.size == size) {
        return known;
      }
      Read read = new Read(path, modified, size, ModelFiles.read(path), Sha256.of(path));
      last = new SoftReference<>(read);
      return read;
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
  }

  private static ConfigException wrong(String setting, String sentence) {
    return new ConfigException(List.of("model", setting), false, sentence);
  }

  private Graph whole() {
    return read.file.model().network();
  }

  private String end() {
    Graph graph = whole();
    if (settings.until() != null) {
      if (!graph.names().contains(settings.until())) {
        throw wrong(
            "until",
            "'until' must be a layer of %s; received '%s'; known are %s.%s"
                .formatted(
                    name(),
                    settings.until(),
                    Counted.some(graph.names()),
                    Spelling.suggestion(settings.until(), graph.names())));
      }
      return settings.until();
    }
    return settings.withoutTop() ? belowTop(graph) : graph.outputName();
  }

  private String belowTop(Graph graph) {
    String value = graph.outputName();
    while (graph.weights(graph.node(value)).isEmpty()) {
      value = before(graph, value);
    }
    do {
      value = before(graph, value);
    } while (isIdle(graph.node(value)));
    return value;
  }

  /** The one layer that a layer follows. */
  private String before(Graph graph, String value) {
    List<String> inputs = graph.node(value).inputs();
    if (inputs.stream().distinct().count() > 1) {
      throw wrong(
          "without_top",
          "the top of %s must be one layer after another; %s has the inputs %s; say 'until' which layer it shall go."
              .formatted(name(), Quoted.value(value), Quoted.list(inputs)));
    }
    if (inputs.getFirst().equals(graph.inputName())) {
      throw wrong(
          "without_top", "%s has nothing before its last layer with weights; leave out without_top.".formatted(name()));
    }
    return inputs.getFirst();
  }

  private static boolean isIdle(Node node) {
    return switch (node.layer()) {
      case Dropout d -> true;
      case AlphaDropout d -> true;
      case GaussianDropout d -> true;
      case Identity i -> true;
      default -> false;
    };
  }

  /** The file as messages call it. */
  String name() {
    return String.valueOf(Path.of(settings.from()).getFileName());
  }

  KerasModel file() {
    return read.file;
  }

  String sha256() {
    return read.sha256;
  }

  Shape input() {
    return whole().input();
  }

  String inputName() {
    return whole().inputName();
  }

  /** Its nodes, in its order. */
  List<Node> nodes() {
    return nodes;
  }

  /** The layers that training does not change: those that the file says, and those that the experiment does. */
  List<String> frozen() {
    List<String> names = nodes.stream().map(Node::layerName).distinct().toList();
    List<String> frozen = new ArrayList<>(whole().frozen());
    try {
      frozen.addAll(List.of(settings.freeze().among(names)));
    } catch (IllegalArgumentException e) {
      throw wrong("freeze", e.getMessage());
    }
    frozen.retainAll(names);
    return frozen;
  }

  /**
   * Refuses a network whose images are of another size where a layer's weights depend on it.
   *
   * @param network that has this one's nodes
   */
  void requireWeights(Graph network) {
    for (Node node : nodes) {
      if (!shapes(network, network.node(node.name())).equals(shapes(whole(), node))) {
        throw wrong(
            "from",
            "the images must be of the size that %s learned, %s, as the weights of its layer %s depend on it; received images of shape %s."
                .formatted(name(), input(), node.name(), network.input()));
      }
    }
  }

  private static List<Shape> shapes(Graph network, Node node) {
    return network.weights(node).stream().map(Weight::shape).toList();
  }

  /** Copies its weights into a model that has its nodes. */
  void into(Model model) {
    Set<String> layers = new HashSet<>();
    nodes.forEach(node -> layers.add(node.layerName()));
    Map<String, float[]> values = new HashMap<>();
    read.file.model().variables().forEach(variable -> values.put(variable.path(), variable.values()));
    for (Variable variable : model.variables()) {
      if (layers.contains(variable.layer())) {
        float[] from = values.get(variable.path());
        System.arraycopy(from, 0, variable.values(), 0, from.length);
      }
    }
  }

  /**
   * Its scaling for images of this shape.
   *
   * @throws IllegalArgumentException if each pixel has one of its own, and the images have another size
   */
  Scaling scaling(Shape image) {
    Scaling scaling = read.file.model().scaling();
    float[] scale = scaling.scale();
    float[] offset = scaling.offset();
    int channels = image.last();
    int features = image.elements();
    if (scale.length == features) {
      return scaling;
    }
    int period = scaling.isUniform() ? 1 : channels;
    float[] scales = new float[features];
    float[] offsets = new float[features];
    for (int f = 0; f < Math.max(features, scale.length); f++) {
      if (f < scale.length && (scale[f] != scale[f % period] || offset[f] != offset[f % period])) {
        throw new IllegalArgumentException(
            "%s scales each pixel of its images, %s, by its own range; received images of shape %s; say data.scaling."
                .formatted(name(), input(), image));
      }
      if (f < features) {
        scales[f] = scale[f % period];
        offsets[f] = offset[f % period];
      }
    }
    return Scaling.of(scaling.name(), scales, offsets);
  }

  /** What a person should know of images of this shape in it, a sentence each. */
  List<String> notes(Shape image, PixelScaling scaling) {
    List<String> notes = new ArrayList<>(read.file.notes().stream().map(note -> name() + ": " + note).toList());
    if (scaling instanceof PixelScaling.Base && !read.file.knowsScaling()) {
      notes.add(
          "%s does not say how its images were scaled; byte / 255 is assumed; otherwise say data.scaling, such as minus_one_to_one."
              .formatted(name()));
    }
    Shape own = input();
    if (image.rank() == own.rank() && !image.sizes().subList(0, 2).equals(own.sizes().subList(0, 2))) {
      notes.add(
          "%s learned images of %s x %s; it is used on images of %s x %s."
              .formatted(name(), own.size(0), own.size(1), image.size(0), image.size(1)));
    }
    if (isGreyToColour(image)) {
      notes.add(
          "%s takes images in colour; the value of each grey pixel is used for red, green and blue.".formatted(name()));
    }
    return notes;
  }

  boolean isGreyToColour(Shape image) {
    return image.rank() == 3 && image.last() == 1 && input().rank() == 3 && input().last() == 3;
  }
}
