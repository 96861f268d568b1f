package dev.weft.onnx;

import dev.weft.model.Add;
import dev.weft.model.Average;
import dev.weft.model.Concatenate;
import dev.weft.model.CustomScaleLayer;
import dev.weft.model.Maximum;
import dev.weft.model.MergeLayer;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Shape;
import dev.weft.model.Subtract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Layers that make one value of several. All have the same order: channels first if one of them has it. */
record MergeExport(Arrangement arrangement) {
  private OnnxGraph graph() {
    return arrangement.graph();
  }

  Placed merge(MergeLayer layer, List<Placed> given, Shape shape) {
    List<Placed> placed = aligned(given, shape);
    boolean channelsFirst = placed.getFirst().isChannelsFirst();
    OnnxValue[] inputs = placed.stream().map(Placed::value).toArray(OnnxValue[]::new);
    int[] sizes = channelsFirst ? new int[] {shape.last(), shape.size(0), shape.size(1)} : LayerExport.sizes(shape);
    OnnxValue merged =
        switch (layer) {
          case Add _ -> graph().add(inputs.length == 2 ? "Add" : "Sum", sizes, inputs);
          case Subtract _ -> graph().add("Sub", sizes, inputs);
          case Multiply _ -> product(inputs, sizes);
          case Average _ -> graph().add("Mean", sizes, inputs);
          case Maximum _ -> graph().add("Max", sizes, inputs);
          case Minimum _ -> graph().add("Min", sizes, inputs);
          case Concatenate l ->
              graph().add("Concat", Map.of("axis", placed.getFirst().axis(l.axis(shape))), sizes, inputs);
          case CustomScaleLayer l -> {
            OnnxValue scaled = graph().apply("Mul", inputs[1], graph().scalar("scale", l.scale()));
            yield graph().add("Add", sizes, inputs[0], scaled);
          }
        };
    return new Placed(merged, shape, channelsFirst ? shape : null);
  }

  private OnnxValue product(OnnxValue[] inputs, int[] sizes) {
    OnnxValue product = inputs[0];
    for (int i = 1; i < inputs.length; i++) {
      product = graph().add("Mul", sizes, product, inputs[i]);
    }
    return product;
  }

  /** With as many axes, and in one order. */
  private List<Placed> aligned(List<Placed> given, Shape shape) {
    boolean channelsFirst =
        shape.rank() == 3 && given.stream().anyMatch(each -> each.shape().rank() == 3 && each.isChannelsFirst());
    List<Placed> aligned = new ArrayList<>();
    for (Placed each : given) {
      List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank() - each.shape().rank(), 1));
      sizes.addAll(each.shape().sizes());
      Placed placed = each.shape().rank() == shape.rank() ? each : arrangement.reshaped(each, new Shape(sizes));
      aligned.add(channelsFirst ? arrangement.channelsFirst(placed) : arrangement.keras(placed));
    }
    return aligned;
  }
}
