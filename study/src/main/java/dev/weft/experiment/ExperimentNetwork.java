package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.config.ConfigException;
import dev.weft.model.Concatenate;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.LayerException;
import dev.weft.model.LayerNames;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Makes an experiment's network of its entries, and says at which entry that cannot be. */
final class ExperimentNetwork {
  private static final String COLOUR = "grey_to_colour";

  private final Experiment experiment;
  private final ModelSettings settings;
  private final List<LayerEntry> entries;

  /** Null for none. */
  private final BaseNetwork base;

  /** How many entries stand before the first node: 1 if the input is among them. */
  private final int first;

  private final String inputName;

  ExperimentNetwork(Experiment experiment) {
    this.experiment = experiment;
    settings = experiment.model();
    entries = settings.layers();
    base = settings.from() == null ? null : BaseNetwork.of(settings);
    first = !entries.isEmpty() && entries.getFirst().layer() instanceof Input ? 1 : 0;
    boolean named = first == 1 && entries.getFirst().name() != null;
    inputName = base != null ? base.inputName() : named ? entries.getFirst().name() : Value.INPUT;
  }

  /** See {@link Experiment#network(Shape, int)}. */
  Graph of(Shape image, int classes) {
    requireOneInput(image);
    if (entries.size() == first && base == null) {
      throw new ConfigException(List.of("model"), false, "'model' needs at least one layer; received none.");
    }
    List<Node> before = base == null ? List.of() : baseNodes(image);
    List<Node> nodes = new ArrayList<>(before);
    nodes.addAll(nodes(before));
    requireReaders(nodes, before.size());
    try {
      List<String> frozen = base == null ? List.of() : base.frozen();
      Graph network = new Graph(experiment.name(), inputName, image, nodes, nodes.getLast().name(), frozen);
      if (base != null) {
        base.requireWeights(network);
      }
      requireClasses(network, classes);
      return network;
    } catch (LayerException e) {
      throw e.index() < before.size()
          ? new ConfigException(
              List.of("model", "from"),
              false,
              "%s takes images of shape %s; received images of shape %s: %s"
                  .formatted(base.name(), base.input(), image, e.getMessage()))
          : wrong(e.index() - before.size() + first, e.getMessage());
    }
  }

  /** Those of the network that this one begins with; grey images become coloured ones for a network that takes such. */
  private List<Node> baseNodes(Shape image) {
    if (!base.isGreyToColour(image)) {
      return base.nodes();
    }
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node(COLOUR, COLOUR, Concatenate.of(), List.of(inputName, inputName, inputName)));
    for (Node node : base.nodes()) {
      List<String> inputs = node.inputs().stream().map(name -> name.equals(inputName) ? COLOUR : name).toList();
      nodes.add(new Node(node.name(), node.layerName(), node.layer(), inputs));
    }
    return nodes;
  }

  private void requireOneInput(Shape image) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).layer() instanceof Input input && (i > 0 || !input.shape().equals(image))) {
        throw wrong(
            i,
            "an input layer may only be the first, of the shape of the images of %s, %s; received the shape %s; leave it out."
                .formatted(experiment.data().dataset(), image, input.shape()));
      }
      if (i < first && !entries.get(i).inputs().isEmpty()) {
        throw wrong(i, "an input layer has no 'inputs'; received " + entries.get(i).inputs() + "; leave them out.");
      }
    }
  }

  /**
   * The entries' nodes.
   *
   * @param before those of the network before them
   */
  private List<Node> nodes(List<Node> before) {
    List<String> taken = before.stream().flatMap(node -> Stream.of(node.name(), node.layerName())).toList();
    List<String> names = names(taken);
    Set<String> above = new LinkedHashSet<>(Set.of(inputName));
    before.forEach(node -> above.add(node.name()));
    String last = before.isEmpty() ? inputName : before.getLast().name();
    List<Node> nodes = new ArrayList<>();
    for (int i = first; i < entries.size(); i++) {
      LayerEntry entry = entries.get(i);
      String name = names.get(i - first);
      for (String input : entry.inputs()) {
        requireAbove(i, input, above, names);
      }
      List<String> inputs = entry.inputs().isEmpty() ? List.of(last) : entry.inputs();
      nodes.add(new Node(name, name, entry.layer(), inputs));
      above.add(name);
      last = name;
    }
    return nodes;
  }

  /** The entries' own names, and Keras's where they have none. */
  private List<String> names(List<String> taken) {
    LayerNames names = new LayerNames();
    List<String> all = new ArrayList<>();
    for (int i = first; i < entries.size(); i++) {
      LayerEntry entry = entries.get(i);
      String name = entry.name() == null ? fresh(names, entry, taken) : entry.name();
      if (name.isBlank() || name.contains("/")) {
        throw wrong(i, "a layer's name must not be blank or have a '/'; received " + Quoted.value(name) + ".");
      }
      if (name.equals(inputName) || all.contains(name) || taken.contains(name)) {
        throw wrong(i, "each layer needs a name of its own; received %s a second time.".formatted(Quoted.value(name)));
      }
      all.add(name);
    }
    return all;
  }

  private static String fresh(LayerNames names, LayerEntry entry, List<String> taken) {
    String name = names.next(entry.layer());
    while (taken.contains(name)) {
      name = names.next(entry.layer());
    }
    return name;
  }

  private void requireAbove(int i, String input, Set<String> above, List<String> names) {
    if (above.contains(input)) {
      return;
    }
    if (input.equals(names.get(i - first))) {
      throw wrong(i, "'inputs' must name layers above; %s is this layer itself.".formatted(Quoted.value(input)));
    }
    throw wrong(
        i,
        names.contains(input)
            ? "'inputs' must name layers above; %s stands below; put it above.".formatted(Quoted.value(input))
            : "'inputs' must name layers above; received %s; %s"
                .formatted(Quoted.value(input), Spelling.known(input, above)));
  }

  /**
   * Refuses layers that lead nowhere. All that stands before the entries leads to the end of that.
   *
   * @param before how many nodes are not the entries'
   */
  private void requireReaders(List<Node> nodes, int before) {
    Set<String> read = new LinkedHashSet<>();
    for (int i = nodes.size() - 1; i >= before; i--) {
      String name = nodes.get(i).name();
      if (i < nodes.size() - 1 && !read.contains(name)) {
        throw wrong(
            i - before + first,
            "every layer but the last must be an input of a layer below; %s is of none; name it among 'inputs' or"
                    .formatted(Quoted.value(name))
                + " leave it out.");
      }
      read.addAll(nodes.get(i).inputs());
    }
    if (before > 0 && before < nodes.size() && !read.contains(nodes.get(before - 1).name())) {
      throw wrong(
          first,
          "%s, with which %s ends, must be an input of a layer below; it is of none; name it among 'inputs', or say 'until' another layer."
              .formatted(Quoted.value(nodes.get(before - 1).name()), base.name()));
    }
  }

  private void requireClasses(Graph network, int classes) {
    boolean isOneOfTwo = classes == 2 && network.output().equals(Shape.of(1));
    if (!isOneOfTwo && !network.output().equals(Shape.of(classes))) {
      throw wrong(
          entries.size() - 1,
          String.format(
              Locale.ROOT,
              "the last layer must give one number for each of the %d classes of %s, shape %s; it gives the shape"
                  + " %s%s.",
              classes,
              experiment.data().dataset(),
              Shape.of(classes),
              network.output(),
              network.output().rank() > 1 ? "; put a Flatten layer before the first Dense layer" : ""));
    }
  }

  private ConfigException wrong(int entry, String message) {
    return new ConfigException(entry < 0 ? List.of("model") : settings.path(entry), false, message);
  }
}
