package dev.weft.engine;

import dev.weft.model.Optimizer;
import dev.weft.model.StepOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an optimizer remembers from step to step: the number of batches seen, and slot variables as large as the weights
 * they belong to.
 */
public final class OptimizerState {
  /** The slot variable of a weight's exponential moving average. */
  static final String AVERAGE = "average";

  /** The slot variable of the sum of a weight's gradients since its last step. */
  static final String ACCUMULATOR = "gradient_accumulator";

  /**
   * @param name as Keras calls it: {@code momentum}, {@code velocity}, {@code accumulator}, ...
   * @param group all of one group stand together in Keras's files, weight by weight
   * @param variable the weight it belongs to
   * @param values as many as the weight has
   */
  public record Slot(String name, int group, Variable variable, float[] values) {}

  private final Optimizer optimizer;
  private final List<Variable> variables;
  private final WeightStep step;
  private final int batches;

  /** Null until somebody asks: a model that only predicts needs none. */
  private List<Slot> slots;

  private long iterations;

  private OptimizerState(Optimizer optimizer, List<Variable> variables) {
    this.optimizer = optimizer;
    this.variables = variables;
    step = WeightStep.of(optimizer);
    batches = optimizer.options().batches();
  }

  /** The state before the first step. */
  public static OptimizerState of(Optimizer optimizer, List<Variable> variables) {
    return new OptimizerState(optimizer, variables);
  }

  private List<Slot> made() {
    List<Slot> made = new ArrayList<>();
    List<List<String>> groups = groups(optimizer);
    for (int group = 0; group < groups.size(); group++) {
      for (Variable variable : variables) {
        if (variable.weight().trainable()) {
          for (String name : groups.get(group)) {
            Slot slot = new Slot(name, group, variable, new float[variable.values().length]);
            Arrays.fill(slot.values, step.initial(name));
            made.add(slot);
          }
        }
      }
    }
    return made;
  }

  /** How many arrays an optimizer keeps for each weight. */
  public static int slotsOfAWeight(Optimizer optimizer) {
    return groups(optimizer).stream().mapToInt(List::size).sum();
  }

  /** Whether the slot variables take memory already. */
  public boolean isMade() {
    return slots != null;
  }

  private static List<List<String>> groups(Optimizer optimizer) {
    StepOptions options = optimizer.options();
    List<List<String>> groups = new ArrayList<>();
    if (options.useEma()) {
      groups.add(List.of(AVERAGE));
    }
    if (options.batches() > 1) {
      groups.add(List.of(ACCUMULATOR));
    }
    groups.addAll(WeightStep.of(optimizer).slots());
    return groups;
  }

  /** The slot variables of the trainable variables, group by group. */
  public List<Slot> slots() {
    if (slots == null) {
      slots = made();
    }
    return slots;
  }

  /** Single numbers that Keras stores behind the slot variables, and that follow from the number of batches. */
  public float[] numbers() {
    return step.numbers(steps());
  }

  /** The slot variables of the optimizer itself that belong to one variable, in the order of their names. */
  float[][] slots(Variable variable) {
    return step.slots().stream().flatMap(List::stream).map(name -> slot(name, variable)).toArray(float[][]::new);
  }

  /** One slot variable; null for none. */
  float[] slot(String name, Variable variable) {
    return slots().stream()
        .filter(slot -> slot.name.equals(name) && slot.variable.equals(variable))
        .findFirst()
        .map(Slot::values)
        .orElse(null);
  }

  /** The moving averages of the weights, where they are kept. */
  public List<Slot> averages() {
    return slots().stream().filter(slot -> slot.name.equals(AVERAGE)).toList();
  }

  /** Puts the moving averages, where they are kept, in the place of the weights: the end of a training. */
  public void useAverages() {
    for (Slot slot : averages()) {
      System.arraycopy(slot.values, 0, slot.variable.values(), 0, slot.values.length);
    }
  }

  /** The number of batches that the optimizer has seen; Keras's name. */
  public long iterations() {
    return iterations;
  }

  public void iterations(long iterations) {
    this.iterations = iterations;
  }

  /** The number of times that the weights changed. */
  long steps() {
    return iterations / batches;
  }
}
