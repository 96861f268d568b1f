package dev.weft.keras;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a file has besides what its network computes, and Weft does without. */
final class LeftOut {
  private final Set<String> training = new LinkedHashSet<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean loss;

  /** Something that only training needs, such as {@code the optimizer Lion}. */
  void add(String what) {
    training.add(what);
  }

  /** The loss is another than the file's, or the file has none. */
  void loss() {
    loss = true;
  }

  boolean changesLoss() {
    return loss;
  }

  /** Floats of another length. */
  void type(String policy) {
    types.add(policy);
  }

  /** A sentence of its own. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** Whether the file trains its network in a way that Weft does not. */
  boolean changesTraining() {
    return !training.isEmpty();
  }

  String training() {
    return Quoted.list(training);
  }

  /** One sentence for each thing that is otherwise than in the file. */
  List<String> notes() {
    List<String> all = new ArrayList<>();
    if (!training.isEmpty()) {
      all.add("left out what only training needs: " + training() + ".");
    }
    if (!types.isEmpty()) {
      all.add("computed in 32-bit floats, where the file says " + Quoted.list(types) + ".");
    }
    all.addAll(notes);
    return all;
  }
}
