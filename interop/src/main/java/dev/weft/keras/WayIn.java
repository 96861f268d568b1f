package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.dataset.Scaling;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.image.Resize;
import dev.weft.model.Graph;
import dev.weft.model.Interpolation;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The way in of a model's images as layers of Keras before its network: Resizing, Rescaling, Reshape. */
final class WayIn {
  private WayIn() {}

  /**
   * The same model with the way in before it; it takes the bytes of images of any size.
   *
   * @throws WeftException if it takes no images, or if each pixel has a scaling of its own
   */
  static KerasModel before(KerasModel file) {
    Model model = file.model();
    Graph network = model.network();
    Intake intake =
        file.intake()
            .orElseThrow(() ->
                new WeftException(
                    "only a network of images (height, width, 1 or 3) can have their way in before it; it takes %s."
                        .formatted(network.input())));
    if (OpenInput.of(network).isPresent()) {
      return file;
    }
    Preparation made = intake.preparation();
    Shape images = Shape.of(made.height(), made.width(), made.channels());
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("resizing", resizing(made));
    rescaling(model.scaling(), made.channels()).ifPresent(layer -> layers.put("rescaling", layer));
    if (!network.input().equals(images)) {
      layers.put("reshape", Reshape.of(network.input().sizes()));
    }
    Graph extended = before(network, images, layers);
    Model copy = Model.compile(extended, model.optimizer(), model.loss(), model.seed());
    for (int i = 0; i < model.variables().size(); i++) {
      float[] values = model.variables().get(i).values();
      System.arraycopy(values, 0, copy.variables().get(i).values(), 0, values.length);
    }
    copy.scaling(Scaling.none(images.elements())).trainedOtherwise(model.trainedOtherwise());
    return new KerasModel(copy, file.metadata().before(intake, extended), file.notes(), true, file.knowsLoss());
  }

  /** Antialiased, as Weft's own is. Keras has one colour for all borders: black, as where an image has none. */
  private static Resizing resizing(Preparation made) {
    return new Resizing(
        made.height(),
        made.width(),
        Interpolation.BILINEAR,
        made.resize() == Resize.CROP,
        made.resize() == Resize.PAD,
        0,
        true);
  }

  /** Empty where bytes are taken as they are. */
  private static Optional<Layer> rescaling(Scaling scaling, int channels) {
    float[] scale = scaling.scale();
    float[] offset = scaling.offset();
    for (int i = channels; i < scale.length; i++) {
      if (scale[i] != scale[i - channels] || offset[i] != offset[i - channels]) {
        throw new WeftException(
            "Keras's Rescaling has one factor for each channel, while the scaling %s has one for each pixel; train with"
                    .formatted(scaling.name())
                + " another scaling, or give Keras images that are scaled.");
      }
    }
    Rescaling layer = new Rescaling(perChannel(scale, channels), perChannel(offset, channels));
    return layer.equals(Rescaling.of(1, 0)) ? Optional.empty() : Optional.of(layer);
  }

  /** One number where the channels have the same. */
  private static List<Double> perChannel(float[] values, int channels) {
    List<Double> numbers = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      numbers.add((double) values[channel]);
    }
    return numbers.stream().distinct().count() == 1 ? numbers.subList(0, 1) : numbers;
  }

  private static Graph before(Graph network, Shape images, Map<String, Layer> layers) {
    Set<String> taken = new TreeSet<>(network.names());
    network.nodes().forEach(node -> taken.add(node.layerName()));
    taken.add(network.inputName());
    List<Node> nodes = new ArrayList<>();
    String last = network.inputName();
    for (Map.Entry<String, Layer> each : layers.entrySet()) {
      String name = each.getKey();
      for (int i = 1; taken.contains(name); i++) {
        name = each.getKey() + "_" + i;
      }
      nodes.add(Node.of(name, each.getValue(), last));
      last = name;
    }
    for (Node node : network.nodes()) {
      List<String> inputs = new ArrayList<>(node.inputs());
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i).equals(network.inputName())) {
          inputs.set(i, last);
        }
      }
      nodes.add(node.inputs(inputs));
    }
    return new Graph(network.name(), network.inputName(), images, nodes, network.outputName(), network.frozen());
  }
}
