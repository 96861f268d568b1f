package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A layer has a method for each of its arguments, which returns the same layer but for that argument. */
class WithersTest {
  private static final Map<Class<?>, Object> OTHERS =
      Map.of(
          int.class,
          6,
          boolean.class,
          false,
          Size.class,
          Size.of(1, 2),
          Padding.class,
          Padding.SAME,
          Activation.class,
          Activation.TANH,
          Initializer.class,
          Initializer.ONES,
          Regularizer.class,
          new Regularizer.L2(0.5),
          List.class,
          List.of(0, 0));

  static Stream<Layer> layers() {
    return Stream.of(
        Dense.of(12), Conv2D.of(12, 3), DepthwiseConv2D.of(3), SeparableConv2D.of(4, 3), Conv2DTranspose.of(4, 3));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void changeOneArgumentAlone(Layer layer) throws ReflectiveOperationException {
    for (RecordComponent component : layer.getClass().getRecordComponents()) {
      Object other = OTHERS.get(component.getType());
      Object changed = layer.getClass().getMethod(component.getName(), component.getType()).invoke(layer, other);
      for (RecordComponent each : layer.getClass().getRecordComponents()) {
        if (each.getName().equals(component.getName())) {
          assertEquals(other, each.getAccessor().invoke(changed));
          assertNotEquals(other, each.getAccessor().invoke(layer));
        } else {
          assertEquals(each.getAccessor().invoke(layer), each.getAccessor().invoke(changed), each.getName());
        }
      }
    }
  }
}
