package dev.weft.spark;

import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.study.Candidate;
import dev.weft.study.Leg;
import dev.weft.study.StudyTrial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A leg as an executor gets it.
 *
 * @param key by which the driver knows it
 * @param study the study's name in the store
 * @param run what the run's folder is called
 * @param experiment in YAML
 * @param epochs up to which to train
 * @param data its data set
 * @param bases the files of networks that it begins with, by their SHA-256
 * @param isMeasured whether its robustness is measured at the end
 * @param checkpointSeconds how often a checkpoint is written and sent
 */
record TrialJob(
    String key,
    String study,
    String run,
    String part,
    String recipe,
    String replica,
    int repeat,
    int fold,
    String experiment,
    int epochs,
    int threads,
    SharedFile data,
    List<SharedFile> bases,
    boolean isMeasured,
    int checkpointSeconds)
    implements Serializable {

  /** The leg as the driver has it, but for what only the study's table needs. */
  Leg leg() {
    Experiment parsed = ExperimentFile.parse(run + "/experiment.yaml", experiment, List.of());
    Candidate candidate = new Candidate(recipe, Map.of(), parsed, OptionalDouble.empty());
    return new Leg(new StudyTrial(part, candidate, replica, repeat, fold, parsed), epochs);
  }
}
