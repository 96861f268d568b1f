package dev.weft.study;

import dev.weft.Quoted;
import dev.weft.config.ConfigException;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.Experiment;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One of the recipes that a study compares.
 *
 * @param name what tells it from the others, on one line that a terminal may show
 * @param changes its settings where they differ from the base's, by path
 * @param multiplyAdds about how many an image takes, forward; empty where nobody knows: of images of one's own, which
 *     are not open yet, and where the network that it begins with is gone
 */
public record Candidate(String name, Map<String, Object> changes, Experiment experiment, OptionalDouble multiplyAdds) {
  public Candidate {
    name = Quoted.line(name);
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  /** One whose network can be made now, if it ever can. */
  public Candidate(String name, Map<String, Object> changes, Experiment experiment) {
    this(name, changes, experiment, multiplyAdds(experiment));
  }

  /** The same with another experiment, of the same network. */
  Candidate with(Experiment other) {
    return new Candidate(name, changes, other, multiplyAdds);
  }

  private static OptionalDouble multiplyAdds(Experiment experiment) {
    if (experiment.data().source().isOwn()) {
      return OptionalDouble.empty();
    }
    CatalogueEntry set = Datasets.entry(experiment.data().dataset());
    try {
      Graph network = experiment.network(set);
      return OptionalDouble.of(network.nodes().stream().mapToDouble(node -> multiplyAdds(network, node)).sum());
    } catch (ConfigException e) {
      return OptionalDouble.empty(); // a training says why
    }
  }

  private static double multiplyAdds(Graph network, Node node) {
    Shape output = network.shape(node);
    double positions = output.rank() == 3 ? (double) output.size(0) * output.size(1) : 1;
    return positions * node.layer().parameters(network.inputShape(node));
  }
}
