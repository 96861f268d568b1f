package dev.weft.onnx;

import dev.weft.calibration.Calibration;
import dev.weft.calibration.Temperature;
import dev.weft.keras.KerasModel;
import dev.weft.model.Outputs;
import java.util.Map;
import java.util.Optional;

/**
 * What makes probabilities of a network's outputs: a softmax or sigmoid where it has none, and the temperature before
 * it. It has the least probability that Weft's calibration has, where that can be seen. A network with a single output
 * keeps that: it is the probability of the second of two classes.
 */
record ProbabilityExport(KerasModel file, OnnxGraph graph) {
  /** What can no longer be seen in a probability. */
  private static final double UNSEEN = 1e-7;

  Placed export(Placed output, Optional<Temperature> temperature) {
    Outputs kind = Outputs.of(file.model().network(), file.model().loss());
    if (kind.areScores()) {
      return output;
    }
    int count = output.shape().elements();
    if (temperature.isEmpty()) {
      return kind == Outputs.PROBABILITIES ? output : output.with(function(kind, count, output.value()));
    }
    double reciprocal = 1 / temperature.get().value();
    return output.with(
        count == 1 ? ofTwo(kind, output.value(), reciprocal) : ofAll(kind, count, output.value(), reciprocal));
  }

  private OnnxValue function(Outputs kind, int count, OnnxValue scores) {
    return count == 1 || kind == Outputs.BINARY_LOGITS ? graph.apply("Sigmoid", scores) : softmax(scores);
  }

  private OnnxValue softmax(OnnxValue scores) {
    return graph.apply("Softmax", Map.of("axis", scores.sizes().length), scores);
  }

  private OnnxValue times(OnnxValue value, String name, double factor) {
    return graph.apply("Mul", value, graph.scalar(name, factor));
  }

  /** Of a single output. */
  private OnnxValue ofTwo(Outputs kind, OnnxValue output, double reciprocal) {
    double most = -Math.log(Calibration.LEAST_OF_TWO);
    Optional<OnnxValue> scores = kind == Outputs.PROBABILITIES ? before("Sigmoid", output) : Optional.of(output);
    if (scores.isPresent()) {
      OnnxValue least = graph.scalar("least", -1);
      OnnxValue limited = graph.apply("Clip", times(scores.get(), "limit", 1 / most), least, graph.scalar("most", 1));
      return graph.apply("Sigmoid", times(limited, "temperature", most * reciprocal));
    }
    OnnxValue first = graph.apply("Sub", graph.scalar("one", 1), output);
    OnnxValue difference =
        graph.apply("Sub", logarithm(output, Calibration.LEAST_OF_TWO), logarithm(first, Calibration.LEAST_OF_TWO));
    return graph.apply("Sigmoid", times(difference, "temperature", reciprocal));
  }

  /** Of an output for each class. */
  private OnnxValue ofAll(Outputs kind, int count, OnnxValue output, double reciprocal) {
    double least = count == 2 ? Calibration.LEAST_OF_TWO : Calibration.LEAST;
    Optional<OnnxValue> scores =
        kind == Outputs.PROBABILITIES
            ? before("Softmax", output)
            : Optional.of(output).filter(value -> kind == Outputs.LOGITS);
    if (scores.isEmpty()) {
      Optional<OnnxValue> each = kind == Outputs.BINARY_LOGITS ? Optional.of(output) : before("Sigmoid", output);
      OnnxValue logarithms = each.map(this::logSigmoid).orElseGet(() -> graph.apply("Log", output));
      OnnxValue limited = graph.apply("Max", logarithms, graph.scalar("limit", Math.log(least)));
      return softmax(times(limited, "temperature", reciprocal));
    }
    if (Math.exp(Math.log(least) * reciprocal) < UNSEEN) {
      return softmax(times(scores.get(), "temperature", reciprocal));
    }
    OnnxValue logarithms = graph.apply("LogSoftmax", Map.of("axis", output.sizes().length), scores.get());
    OnnxValue raised = graph.apply("Add", logarithms, graph.scalar("limit", -Math.log(least)));
    return softmax(times(graph.apply("Relu", raised), "temperature", reciprocal));
  }

  /** More exact than the logarithm of a runtime's sigmoid. */
  private OnnxValue logSigmoid(OnnxValue scores) {
    return graph.apply("Neg", graph.apply("Softplus", graph.apply("Neg", scores)));
  }

  private OnnxValue logarithm(OnnxValue probabilities, double least) {
    OnnxValue limited = graph.apply("Max", probabilities, graph.scalar("least", least));
    return graph.apply("Log", limited);
  }

  /** What a network's last function takes; empty where it ends otherwise. */
  private Optional<OnnxValue> before(String operator, OnnxValue output) {
    return Optional.ofNullable(graph.maker(output))
        .filter(maker -> maker.operator().equals(operator))
        .map(maker -> maker.inputs().getFirst());
  }
}
