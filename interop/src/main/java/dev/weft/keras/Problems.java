package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All that a file has and Weft cannot read, gathered for one message. */
final class Problems {
  private static final int MOST = 20;

  private final Map<String, Integer> classes = new LinkedHashMap<>();
  private final Set<String> others = new LinkedHashSet<>();

  /** A layer of a class that Weft does not have. */
  void layer(String kind) {
    classes.merge(kind, 1, Integer::sum);
  }

  /** What Weft does not have, such as {@code layer 'x' (Conv2D) with groups 2}. */
  void add(String what) {
    others.add(what);
  }

  boolean isEmpty() {
    return classes.isEmpty() && others.isEmpty();
  }

  /** One sentence: classes of layers with their numbers, then the rest. */
  WeftException exception() {
    List<String> all = new ArrayList<>();
    if (!classes.isEmpty()) {
      String named =
          classes.entrySet().stream()
              .limit(MOST)
              .map(entry -> Quoted.text(entry.getKey()) + (entry.getValue() > 1 ? " (" + entry.getValue() + ")" : ""))
              .collect(Collectors.joining(", "));
      all.add((classes.size() > 1 ? "layers of the classes " : "the layer ") + named + more(classes.size()));
    }
    if (!others.isEmpty()) {
      all.add(others.stream().limit(MOST).collect(Collectors.joining("; ")) + more(others.size()));
    }
    return new WeftException(
        "Weft does not have " + String.join("; ", all) + ". Change this in Keras and save the model again.");
  }

  private static String more(int all) {
    return all > MOST ? " and " + (all - MOST) + " more" : "";
  }
}
