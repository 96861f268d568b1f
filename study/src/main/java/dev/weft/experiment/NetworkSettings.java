package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.augment.Augmentation;
import dev.weft.config.Config;
import dev.weft.config.SnakeCase;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.LayerNames;
import dev.weft.model.Node;
import dev.weft.model.Reshape;
import dev.weft.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network as the {@code model} of an experiment file: a setting for each layer, without what is as by default. A name
 * stands where it is not the usual one, inputs where a layer does not follow the one before it.
 */
public final class NetworkSettings {
  private final Graph network;

  /** Of each node and the input, in the file. */
  private final Map<String, String> names = new HashMap<>();

  /** The layers whose names are left out. */
  private final List<Layer> unnamed = new ArrayList<>();

  /** The names that all of these will have. */
  private final Set<String> reserved;

  private final List<Object> settings = new ArrayList<>();
  private String last = Value.INPUT;

  private NetworkSettings(Graph network) {
    this.network = network;
    Stream<Layer> numbered =
        network.nodes().stream()
            .filter(node -> isNumbered(node) && !(node.layer() instanceof AugmentationLayer))
            .map(Node::layer);
    reserved = Set.copyOf(LayerNames.of(Stream.concat(first(network).stream(), numbered).toList()));
  }

  /**
   * The network's augmentations, which an experiment file has elsewhere; those that Weft does not have are left out.
   */
  public static List<Augmentation> augmentations(Graph network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof AugmentationLayer)
        .flatMap(node -> ((AugmentationLayer) node.layer()).change().stream())
        .toList();
  }

  /**
   * Maps, lists, texts, numbers and booleans, one entry a layer but augmentations.
   *
   * @throws WeftException if several nodes share a layer's weights, which no experiment file can say
   */
  public static List<Object> of(Graph network) {
    NetworkSettings all = new NetworkSettings(network);
    all.begin();
    network.nodes().forEach(all::add);
    return all.settings;
  }

  private void begin() {
    names.put(network.inputName(), Value.INPUT);
    first(network).ifPresent(layer -> add(layer, null, List.of()));
    names.put(network.inputName(), last);
  }

  /** Images have three axes; a network for rows or grids of numbers gets them so. */
  private static Optional<Layer> first(Graph network) {
    List<Integer> sizes = network.input().sizes();
    return switch (sizes.size()) {
      case 1 -> Optional.of(Flatten.of());
      case 2 -> Optional.of(Reshape.of(sizes));
      default -> Optional.empty();
    };
  }

  private void add(Node node) {
    if (node.isLaterCall()) {
      throw new WeftException(
          "an experiment file has one call of each layer; %s shares the weights of %s; keep the network as a model file."
              .formatted(Quoted.value(node.name()), Quoted.value(node.layerName())));
    }
    List<String> inputs = node.inputs().stream().map(names::get).toList();
    if (node.layer() instanceof AugmentationLayer) {
      names.put(node.name(), inputs.getFirst());
      return;
    }
    add(node.layer(), isNumbered(node) ? null : free(node.name().replace('/', '_')), inputs);
    names.put(node.name(), last);
  }

  /** Whether the name is one that Keras gave: its number counts all layers that a program made. */
  private static boolean isNumbered(Node node) {
    return node.name().matches(SnakeCase.of(node.layer().kind()) + "(_\\d+)?");
  }

  /** The name, or the name with a number where another node has or gets it. */
  private String free(String name) {
    String free = name;
    for (int i = 1; names.containsValue(free) || reserved.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /**
   * @param name null for the usual one
   */
  private void add(Layer layer, String name, List<String> inputs) {
    Map<String, Object> added = new LinkedHashMap<>();
    if (name == null) {
      unnamed.add(layer);
    } else {
      added.put("name", name);
    }
    if (!inputs.isEmpty() && !inputs.equals(List.of(last))) {
      added.put("inputs", inputs);
    }
    settings.add(with(Config.brief(layer), added));
    last = name == null ? LayerNames.of(unnamed).getLast() : name;
  }

  private static Object with(Object layer, Map<String, Object> added) {
    if (added.isEmpty()) {
      return layer;
    }
    if (!(layer instanceof Map<?, ?> kind)) {
      return Map.of(layer, added);
    }
    Map.Entry<?, ?> only = kind.entrySet().iterator().next();
    Map<Object, Object> arguments = new LinkedHashMap<>((Map<?, ?>) only.getValue());
    arguments.putAll(added);
    return Map.of(only.getKey(), arguments);
  }
}
