package dev.weft.onnx;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that a file has and Weft cannot read, gathered for one message. */
final class OnnxProblems {
  private static final int MOST = 20;
  private static final int MOST_NAMES = 3;

  /** The batch is a number that no network has elsewhere, where the file leaves it open. */
  private static final String OPEN_BATCH = String.valueOf(OnnxReader.OPEN_BATCH);

  private final Map<String, List<String>> operators = new LinkedHashMap<>();
  private final List<String> others = new ArrayList<>();

  /** A node whose operator Weft does not have. */
  void operator(FileNode node) {
    String name = node.name().isEmpty() && !node.outputs().isEmpty() ? node.outputs().getFirst() : node.name();
    operators.computeIfAbsent(node.kind(), kind -> new ArrayList<>()).add(Quoted.text(name));
  }

  /** What Weft does not have of a node. */
  void add(FileNode node, String why) {
    others.add(node.where() + ": " + why.replaceFirst("\\.$", "").replace(OPEN_BATCH, "batch"));
  }

  boolean isEmpty() {
    return operators.isEmpty() && others.isEmpty();
  }

  /** One sentence: operators with their numbers and the names of their nodes, then the rest. */
  WeftException exception() {
    List<String> all = new ArrayList<>();
    if (!operators.isEmpty()) {
      all.add(
          (operators.size() > 1 ? "the operators " : "the operator ")
              + operators.entrySet().stream()
                  .limit(MOST)
                  .map(entry -> entry.getKey() + " (" + named(entry.getValue()) + ")")
                  .collect(Collectors.joining(", "))
              + more(operators.size(), MOST));
    }
    others.stream().limit(MOST).forEach(all::add);
    return new WeftException(
        "Weft cannot read "
            + String.join("; ", all)
            + more(others.size(), MOST)
            + ". Change this in the model and"
            + " export it again; if Keras made it, give the .keras file.");
  }

  private static String named(List<String> names) {
    String some = names.stream().limit(MOST_NAMES).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    return (names.size() > 1 ? names.size() + ": " : "") + some + more(names.size(), MOST_NAMES);
  }

  private static String more(int all, int most) {
    return all > most ? " and " + (all - most) + " more" : "";
  }
}
