package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TruncationTest {
  private static final Graph CHAIN =
      Sequential.of(
          Input.of(8, 8, 1),
          Conv2D.of(4, 3),
          Flatten.of(),
          Dense.of(6).activation(Activation.RELU),
          Dropout.of(0.5),
          Dense.of(3),
          Softmax.of());

  @Test
  void aPartEndsAtItsNode() {
    Graph part = Truncation.at(CHAIN, "flatten");
    assertEquals(List.of("conv2d", "flatten"), part.names());
    assertEquals(Shape.of(144), part.output());
    assertThrows(IllegalArgumentException.class, () -> Truncation.at(CHAIN, "nothing"));
  }

  @Test
  void branchesThatDoNotLeadThereAreLeftOut() {
    Value stem = Value.input(8, 8, 1).then("stem", Conv2D.of(4, 3));
    Value left = stem.then("left", Conv2D.of(4, 3));
    Value right = stem.then("right", Conv2D.of(4, 3));
    Graph network = left.then("sum", Add.of(), right).then(Flatten.of()).then(Dense.of(2)).toGraph("branches");
    assertEquals(List.of("stem", "right"), Truncation.at(network, "right").names());
    assertEquals("flatten", Truncation.penultimate(network));
  }

  @Test
  void theLastLayerWithWeightsTakesWhatIsKnownOfAnImage() {
    assertEquals("dense", Truncation.penultimate(CHAIN));
    assertEquals(
        "global_average_pooling2d",
        Truncation.penultimate(
            Sequential.of(Input.of(8, 8, 1), Conv2D.of(4, 3), GlobalAveragePooling2D.of(), Dense.of(3))));
    Graph single = Sequential.of(Input.of(4), Dense.of(3));
    assertEquals(single.inputName(), Truncation.penultimate(single));
  }
}
