package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AxesTest {
  private static final Shape IMAGE = Shape.of(6, 5, 3);

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void axesAreCountedFromTheBatchOrBackwards() {
    assertEquals(List.of(2), LayerNormalization.of().axes(IMAGE));
    assertEquals(List.of(0, 2), LayerNormalization.of().axis(-1, 1).axes(IMAGE));
    assertEquals(1, Concatenate.of().axis(-2).axis(IMAGE));
  }

  @Test
  void anAxisThatIsNotTheInputsIsRefused() {
    assertEquals(
        "BatchNormalization: 'axis' must be from 1 to 3, or from -1 to -3 backwards, for an input of shape (6, 5, 3);"
            + " received 4.",
        refused(() -> BatchNormalization.of().axis(4).outputShape(IMAGE)));
    assertEquals(
        "Softmax: 'axis' must name at least one axis, each once; received [3, -1].",
        refused(() -> Softmax.of().axis(3, -1).outputShape(IMAGE)));
    assertEquals(
        "RMSNormalization: 'axis' must name the last axis, or the last few, of an input of shape (6, 5, 3); received"
            + " [1, 3].",
        refused(() -> RMSNormalization.of().axis(1, 3).outputShape(IMAGE)));
  }

  @Test
  void weightsHaveTheSizesAlongTheAxes() {
    assertEquals(Shape.of(6, 3), LayerNormalization.of().axis(3, 1).weights(IMAGE).getFirst().shape());
    assertEquals(Shape.of(6), GroupNormalization.of().axis(1).weights(IMAGE).getFirst().shape());
  }

  @Test
  void groupsDivideTheChannels() {
    assertEquals(3, GroupNormalization.of().groups(-1).groups(IMAGE));
    assertEquals(
        "GroupNormalization: 'groups' must divide the number of its input's channels, 3; received 2.",
        refused(() -> GroupNormalization.of().groups(2).outputShape(IMAGE)));
  }

  @Test
  void concatenatedInputsDifferAlongTheAxisAlone() {
    assertEquals(Shape.of(6, 9, 3), Concatenate.of().axis(2).outputShape(List.of(IMAGE, Shape.of(6, 4, 3))));
    assertEquals(
        "Concatenate takes inputs of the same sizes but along its axis, -1; received [(6, 5, 3), (6, 4, 3)].",
        refused(() -> Concatenate.of().outputShape(List.of(IMAGE, Shape.of(6, 4, 3)))));
  }
}
