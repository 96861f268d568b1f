package dev.weft.keras;

import dev.weft.keras.LayerCall.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Functional or Sequential model as Keras's JSON describes it: layers, models within it, and which call takes which
 * output. In a Sequential one each layer is called once, with the output of the one before it.
 *
 * @param kind its class
 * @param members by name, in the file's order
 * @param calls those that lead to the outputs, in Keras's order
 * @param inputs by the names under which a caller may pass them
 * @param outputs one tensor for each
 * @param inputShape of the first input, with the batch's axis, as the file has it; null where it does not say it
 */
record ModelConfig(
    String name,
    String kind,
    boolean trainable,
    Object dtype,
    Map<String, Member> members,
    List<Call> calls,
    Map<String, Tensor> inputs,
    List<Tensor> outputs,
    Object inputShape) {

  /**
   * A layer, an operation or a model within a model.
   *
   * @param spec the whole description
   * @param config its arguments
   * @param model null for any but a model
   * @param calls by number
   */
  record Member(
      String name,
      String kind,
      Map<String, Object> spec,
      Map<String, Object> config,
      ModelConfig model,
      List<LayerCall> calls) {
    boolean isInput() {
      return kind.equals("InputLayer");
    }

    boolean isTrainable() {
      return !Boolean.FALSE.equals(config.get("trainable"));
    }
  }

  /**
   * One call of a member.
   *
   * @param number counted from 0
   * @param inputs all tensors that it takes
   */
  record Call(Member member, int number, List<Tensor> inputs) {
    LayerCall arguments() {
      return member.calls.get(number);
    }

    Tensor output(int i) {
      return new Tensor(member.name, number, i);
    }
  }

  /** Whether it is of a class of Keras itself, and of none that somebody derived from it. */
  boolean isOfKeras() {
    return Set.of("Functional", "Model", "Sequential").contains(kind);
  }

  boolean isSequential() {
    return kind.equals("Sequential");
  }
}
