package dev.weft.study;

import dev.weft.dataset.Datasets;
import dev.weft.experiment.Experiment;
import java.util.OptionalDouble;

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

  /** About the multiply-adds of the whole training, forward; empty where nobody knows. */
  public OptionalDouble multiplyAdds() {
    OptionalDouble ofAnImage = candidate.multiplyAdds();
    return ofAnImage.isEmpty() ? ofAnImage : OptionalDouble.of(ofAnImage.getAsDouble() * images());
  }

  /** How long the whole training takes beside others: its multiply-adds or, where nobody knows them, its images. */
  public double cost() {
    return multiplyAdds().orElseGet(this::images);
  }

  /** How often an image is learned; of one's own, which are not open yet, perhaps only how often all of them are. */
  private double images() {
    Integer size = experiment.data().trainSize();
    boolean isOwn = experiment.data().source().isOwn();
    int images = size != null ? size : isOwn ? 1 : Datasets.entry(experiment.data().dataset()).trainSize();
    return (double) images * experiment.training().epochs();
  }
}
