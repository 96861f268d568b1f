package dev.weft.keras;

import dev.weft.keras.LayerCall.Tensor;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network as the models that a file of Keras holds: layers called {@code outer/inner} stand in a model {@code outer}.
 *
 * @param members in Keras's order
 * @param outputs outputs of members, or inputs
 * @param sizes one sample's, of all inputs and outputs of members
 */
record ModelTree(
    String name, List<Input> inputs, List<Member> members, List<Tensor> outputs, Map<Tensor, List<Integer>> sizes) {
  /**
   * What enters a model.
   *
   * @param sizes one sample's, null where calls of the model differ
   */
  record Input(String name, List<Integer> sizes) {}

  /**
   * A layer or a model.
   *
   * @param name in the model that it stands in
   * @param layer its first call; null for a model
   * @param model null for a layer
   * @param calls what each call takes
   */
  record Member(String name, Node layer, ModelTree model, List<List<Tensor>> calls) {
    /** Whether Keras has no layer for it, but {@code keras.ops.gelu(x, approximate=True)}. */
    boolean isOperation() {
      return layer != null && layer.layer().equals(ActivationLayer.of(Activation.GELU_TANH));
    }
  }

  static ModelTree of(Graph network) {
    return Nesting.of(network);
  }

  /**
   * Whether each member is a layer called once, with the output of the one before it: then it is a Sequential model.
   */
  boolean isChain() {
    if (inputs.size() != 1 || members.stream().anyMatch(Member::isOperation)) {
      return false;
    }
    Tensor last = Tensor.of(inputs.getFirst().name);
    for (Member member : members) {
      if (!member.calls.equals(List.of(List.of(last)))) {
        return false;
      }
      last = Tensor.of(member.name);
    }
    return outputs.equals(List.of(last));
  }

  /** The class that Keras has for it. */
  String kind() {
    return isChain() ? "Sequential" : "Functional";
  }

  /** First calls of all layers, those of models within among them, in the order of Keras's variables. */
  List<Node> layers() {
    List<Node> layers = new ArrayList<>();
    for (Member member : members) {
      layers.addAll(member.model == null ? List.of(member.layer) : member.model.layers());
    }
    return layers;
  }
}
