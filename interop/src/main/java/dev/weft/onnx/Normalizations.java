package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.BatchNormalization;
import dev.weft.model.GroupNormalization;
import dev.weft.model.LayerNormalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** BatchNormalization, LayerNormalization, InstanceNormalization and GroupNormalization. */
final class Normalizations {
  private Normalizations() {}

  static Computed batch(Call call) {
    if (call.node().integer("training_mode", 0) != 0 || call.node().integer("is_test", 1) == 0) {
      throw new WeftException("it works as in training; export the model for inference, as after model.eval().");
    }
    Computed value = channelsLast(call, call.computed(0));
    Map<String, float[]> weights = new HashMap<>();
    String[] names = {"gamma", "beta", "moving_mean", "moving_variance"};
    for (int i = 0; i < names.length; i++) {
      weights.put(names[i], perChannel(call.constant(i + 1), value));
    }
    BatchNormalization layer =
        BatchNormalization.of()
            .epsilon(call.node().decimal("epsilon", 1e-5))
            .momentum(call.node().decimal("momentum", 0.9));
    return call.layer(value, layer, weights);
  }

  /** Weft's channels are its last axis. Rows keep their order. */
  static Computed channelsLast(Call call, Computed value) {
    if (value.rank() < 2) {
      throw new WeftException("it must take channels; received numbers without axes.");
    }
    return call.network()
        .arranged(value, value.rank() == 2 ? List.of(Axis.joined(value.weft())) : value.channelsLast());
  }

  /** One number for each channel, in Weft's order. */
  private static float[] perChannel(FileArray array, Computed value) {
    Axis channels = value.onnx().getFirst();
    if (array.elements() != channels.size()) {
      throw new WeftException(
          "it must have a number for each of %s channels; received %s.".formatted(channels.size(), array.elements()));
    }
    return ordered(array.floats(), channels, value.weft().getLast());
  }

  /** Numbers along an axis of ONNX in the order in which Weft has that axis. */
  static float[] ordered(float[] values, Axis onnx, Axis weft) {
    if (onnx.isOrderOf(weft)) {
      return values;
    }
    int[] places = weft.placesIn(onnx);
    float[] moved = new float[values.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = values[places[i]];
    }
    return moved;
  }

  static Computed instance(Call call) {
    Computed value = call.computed(0);
    if (value.rank() < 3) {
      throw new WeftException(
          "it must take channels with places; received the shape %s.".formatted(Call.shown(value.dims())));
    }
    value = channelsLast(call, value);
    return call.layer(value, group(call, -1), scaled(call, value));
  }

  /** From version 21 on, each channel has a scale; before that, each group had one. */
  static Computed groups(Call call) {
    if (call.opset() < 21) {
      throw new WeftException("Weft reads it from opset 21 on; the file has opset " + call.opset() + ".");
    }
    Computed value = call.image(0);
    return call.layer(value, group(call, Math.toIntExact(call.node().integer("num_groups", 1))), scaled(call, value));
  }

  private static GroupNormalization group(Call call, int groups) {
    return GroupNormalization.of().groups(groups).epsilon(call.node().decimal("epsilon", 1e-5));
  }

  private static Map<String, float[]> scaled(Call call, Computed value) {
    return new HashMap<>(
        Map.of("gamma", perChannel(call.constant(1), value), "beta", perChannel(call.constant(2), value)));
  }

  static Computed layer(Call call) {
    Computed value = call.computed(0);
    int axis = Call.axis(call.node().integer("axis", -1), value.rank());
    if (axis != value.rank() - 1) {
      throw new WeftException("it must be along the last axis; received axis %s.".formatted(axis));
    }
    Computed last = lastAxisLast(call, value);
    Axis along = value.onnx().getLast();
    Map<String, float[]> weights = new HashMap<>();
    weights.put("gamma", along(call.constant(1), along, last));
    if (call.has(2)) {
      weights.put("beta", along(call.constant(2), along, last));
    }
    LayerNormalization layer =
        LayerNormalization.of().epsilon(call.node().decimal("epsilon", 1e-5)).center(call.has(2));
    return call.layer(last, layer, weights);
  }

  private static float[] along(FileArray array, Axis onnx, Computed value) {
    if (array.elements() != onnx.size()) {
      throw new WeftException(
          "it must have a number for each of %s places; received %s.".formatted(onnx.size(), array.elements()));
    }
    return ordered(array.floats(), onnx, value.weft().getLast());
  }

  /** A value whose last axis in Weft is ONNX's last; as it is where that is so. */
  static Computed lastAxisLast(Call call, Computed value) {
    if (value.rank() == 2) {
      return call.network().arranged(value, List.of(Axis.joined(value.weft())));
    }
    boolean isLast = value.weft().getLast().hasPartsOf(value.onnx().getLast());
    return isLast ? value : call.network().arranged(value, new ArrayList<>(value.onnx()));
  }
}
