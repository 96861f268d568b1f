package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LossBesideSoftmaxTest {
  private static final String FROM_LOGITS = "training.loss={SparseCategoricalCrossentropy: {from_logits: true}}";
  private static final String LINEAR = "model.1.Dense.activation=linear";

  @Test
  void softmaxOnceIsWell() {
    assertEquals(Optional.empty(), LossBesideSoftmax.in(Asked.with()));
    assertEquals(Optional.empty(), LossBesideSoftmax.in(Asked.with(FROM_LOGITS, LINEAR)));
  }

  @Test
  void softmaxTwiceOrNotAtAllIsNot() {
    assertEquals(Optional.of(new LossBesideSoftmax(true)), LossBesideSoftmax.in(Asked.with(FROM_LOGITS)));
    assertEquals(Optional.of(new LossBesideSoftmax(false)), LossBesideSoftmax.in(Asked.with(LINEAR)));
  }

  @Test
  void otherLossesNeedNone() {
    assertEquals(Optional.empty(), LossBesideSoftmax.in(Asked.with(LINEAR, "training.loss=mse")));
  }
}
