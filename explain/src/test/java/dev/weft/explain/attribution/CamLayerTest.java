package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Sequential;
import dev.weft.model.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CamLayerTest {
  @Test
  void poolingBehindTheLastConvolutionIsPassedOver() {
    Graph network = Sequential.of(Input.of(8, 8, 1), Conv2D.of(4, 3), MaxPooling2D.of(2), Flatten.of(), Dense.of(3));
    assertEquals(Optional.of("conv2d"), CamLayer.of(network));
  }

  @Test
  void whatIsDoneToAConvolutionsOutputCounts() {
    Graph network =
        Sequential.of(
            Input.of(8, 8, 1),
            Conv2D.of(4, 3),
            BatchNormalization.of(),
            ActivationLayer.of(Activation.RELU),
            GlobalAveragePooling2D.of(),
            Dense.of(3));
    assertEquals(Optional.of("activation"), CamLayer.of(network));
  }

  @Test
  void aBranchIsNoLayerThatAllPathsLeadThrough() {
    Value stem = Value.input(8, 8, 1).then(Conv2D.of(4, 3).padding(Padding.SAME));
    Value branch = stem.then(Conv2D.of(4, 3).padding(Padding.SAME)).then(BatchNormalization.of());
    Value sum = branch.then(Add.of(), stem);
    assertEquals(
        Optional.of("re_lu"), CamLayer.of(sum.then(ReLU.of()).then(Flatten.of()).then(Dense.of(2)).toGraph("n")));
    assertEquals(Optional.of("add"), CamLayer.of(sum.then(Flatten.of()).then(Dense.of(2)).toGraph("n")));
  }

  @Test
  void aNetworkOfDenseLayersHasNone() {
    assertEquals(Optional.empty(), CamLayer.of(Sequential.of(Input.of(8, 8, 1), Flatten.of(), Dense.of(3))));
  }

  @Test
  void anOutputOfOnePlaceIsNone() {
    Graph network = Sequential.of(Input.of(8, 8, 1), Conv2D.of(4, 3), Conv2D.of(5, 6), Flatten.of(), Dense.of(3));
    assertEquals(Optional.of("conv2d"), CamLayer.of(network));
  }
}
