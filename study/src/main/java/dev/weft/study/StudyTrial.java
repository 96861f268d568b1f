package dev.weft.study;

import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.Experiment;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;

/**
 * One training of a study. All that it needs is in its experiment, so that it can be carried out anywhere.
 *
 * @param part the name of the part of the study
 * @param replica what tells it from the other trainings of its recipe, such as {@code repeat 2, fold 3}; empty if it is
 *     the only one
 * @param repeat from 0
 * @param fold from 0, or -1 without cross-validation
 */
public record StudyTrial(
    String part, Candidate candidate, String replica, int repeat, int fold, Experiment experiment) {

  /** Its recipe and its replica. */
  public String name() {
    return replica.isEmpty() ? candidate.name() : candidate.name() + " (" + replica + ")";
  }

  /** Its name in the whole study. */
  public String id() {
    return part + "/" + name();
  }

  /** About the multiply-adds of the whole training: how long it takes beside others. */
  public double cost() {
    Integer size = experiment.data().trainSize();
    if (experiment.data().source().isOwn()) {
      return (double) experiment.training().epochs() * (size == null ? 1 : size); // its images are not open yet
    }
    CatalogueEntry set = Datasets.entry(experiment.data().dataset());
    Graph network = experiment.network(set);
    double perImage = 0;
    for (Node node : network.nodes()) {
      Shape output = network.shape(node);
      double positions = output.rank() == 3 ? (double) output.size(0) * output.size(1) : 1;
      perImage += positions * node.layer().parameters(network.inputShape(node));
    }
    return perImage * (size == null ? set.trainSize() : size) * experiment.training().epochs();
  }
}
