package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The trainings of a study, each for a process of its own on whatever machine: what arrays of jobs in Slurm and
 * Kubernetes carry out. {@link StudyRunner#run(StudyTrial)} trains one, {@link StudyRunner#run()} with {@code resume}
 * writes the results down at the end.
 *
 * @param trials the longest first, so that none is left over at the end; an index of the array, from 0, means one
 * @param later how many are not known yet, as the winners of nested cross-validation are; the end trains them
 */
public record TrialArray(Study study, List<StudyTrial> trials, int later) {
  public TrialArray {
    trials = List.copyOf(trials);
  }

  /**
   * The trainings that a study has, whatever comes of them.
   *
   * @throws WeftException if a part of it decides by earlier results what is trained
   */
  public static TrialArray of(Study study) {
    for (Part part : study.parts()) {
      if (part.strategy() != null) {
        throw new WeftException(
            "each job of an array trains a training that is known beforehand, and '%s' chooses by earlier results; use a 'grid' or 'random' without 'halving', or train the study by one process or with --on."
                .formatted(StudyPlan.key(part.strategy().getClass())));
      }
    }
    List<StudyTrial> longestFirst =
        study.trials().stream().sorted(Comparator.comparingDouble(StudyTrial::cost).reversed()).toList();
    return new TrialArray(study, longestFirst, study.planned() - longestFirst.size());
  }

  /**
   * Opens images of one's own and checks every recipe before the first is trained.
   *
   * @throws WeftException if a recipe's network does not fit its images, or a winner is to be chosen without validation
   */
  public void requireFitting(Function<DataSource, ImageDataset> data) {
    OwnImagesCheck.check(study, data);
  }
}
