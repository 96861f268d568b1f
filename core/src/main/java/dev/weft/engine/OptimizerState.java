package dev.weft.engine;

import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Nadam;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.model.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an optimizer remembers from step to step: the number of steps done, and arrays as large as the weights they
 * belong to.
 */
public final class OptimizerState {
  /**
   * @param name as Keras calls it: {@code momentum}, {@code velocity}, {@code accumulator}, ...
   * @param variable the weight it belongs to
   * @param values as many as the weight has
   */
  public record Slot(String name, Variable variable, float[] values) {}

  private final List<Slot> slots = new ArrayList<>();
  private long iterations;

  private OptimizerState() {}

  /**
   * The state before the first step; slots stand in the order of the trainable variables, all of one variable together.
   */
  public static OptimizerState of(Optimizer optimizer, List<Variable> variables) {
    OptimizerState state = new OptimizerState();
    for (Variable variable : variables) {
      if (variable.weight().trainable()) {
        for (String name : names(optimizer)) {
          Slot slot = new Slot(name, variable, new float[variable.values().length]);
          if (optimizer instanceof Adagrad adagrad) {
            Arrays.fill(slot.values, (float) adagrad.initialAccumulatorValue());
          }
          state.slots.add(slot);
        }
      }
    }
    return state;
  }

  /** How many arrays an optimizer keeps for each weight. */
  public static int slotsOfAWeight(Optimizer optimizer) {
    return names(optimizer).size();
  }

  private static List<String> names(Optimizer optimizer) {
    return switch (optimizer) {
      case SGD sgd -> sgd.momentum() == 0 ? List.of() : List.of("momentum");
      case Adam adam -> List.of("momentum", "velocity");
      case AdamW adamW -> List.of("momentum", "velocity");
      case Nadam nadam -> List.of("momentum", "velocity");
      case Adadelta adadelta -> List.of("accumulated_grad", "accumulated_delta_var");
      case Adagrad adagrad -> List.of("accumulator");
      case RMSprop rmsprop -> {
        List<String> names = new ArrayList<>(List.of("velocity"));
        if (rmsprop.momentum() > 0) {
          names.add("momentum");
        }
        if (rmsprop.centered()) {
          names.add("average_gradient");
        }
        yield names;
      }
    };
  }

  public List<Slot> slots() {
    return slots;
  }

  /** The slots of one variable, in the order of their names above. */
  float[][] slots(Variable variable) {
    return slots.stream().filter(slot -> slot.variable.equals(variable)).map(Slot::values).toArray(float[][]::new);
  }

  /** The number of steps done. */
  public long iterations() {
    return iterations;
  }

  public void iterations(long iterations) {
    this.iterations = iterations;
  }

  /** Nadam's momentum of step t, counted from 1: {@code beta1 * (1 - 0.5 * 0.96^t)}. */
  public static double momentum(Nadam nadam, long t) {
    return nadam.beta1() * (1 - 0.5 * Math.pow(0.96, t));
  }

  /** The product of Nadam's momenta of steps 1 to t; for large t it is 0. */
  public static double momentumProduct(Nadam nadam, long t) {
    double product = 1;
    for (long i = 1; i <= t && product > 0; i++) {
      product *= momentum(nadam, i);
    }
    return product;
  }
}
