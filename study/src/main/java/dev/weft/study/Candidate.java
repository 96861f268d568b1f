package dev.weft.study;

import dev.weft.Quoted;
import dev.weft.experiment.Experiment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the recipes that a study compares.
 *
 * @param name what tells it from the others, on one line that a terminal may show
 * @param changes its settings where they differ from the base's, by path
 */
public record Candidate(String name, Map<String, Object> changes, Experiment experiment) {
  public Candidate {
    name = Quoted.line(name);
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }
}
