package dev.weft.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of classes that a person can distinguish. */
public final class DistinctNames {
  private DistinctNames() {}

  /** The names themselves; those that are alike, and empty ones, have their class's number behind them. */
  public static List<String> of(List<String> names) {
    Map<String, Integer> alike = new HashMap<>();
    names.forEach(name -> alike.merge(name, 1, Integer::sum));
    List<String> distinct = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      String name = names.get(label);
      boolean isAlone = !name.isEmpty() && alike.get(name) == 1;
      distinct.add(isAlone ? name : (name + " (" + label + ")").strip());
    }
    return List.copyOf(distinct);
  }
}
