package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.kernel.KernelSet;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

final class KernelCompilationTest {
  @Test
  void aDenseNetworkNeedsProductsAndPixelsAlone() {
    assertEquals(
        EnumSet.of(KernelSet.PRODUCTS, KernelSet.PIXELS),
        KernelCompilation.sets(Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(10))));
  }

  @Test
  void eachKindOfLayerAddsItsOwn() {
    assertEquals(
        EnumSet.of(
            KernelSet.PRODUCTS,
            KernelSet.PIXELS,
            KernelSet.WINOGRAD_4,
            KernelSet.POOLED_CONVOLUTION,
            KernelSet.WINDOWS,
            KernelSet.MAX_POOLING,
            KernelSet.NORMALIZATION,
            KernelSet.DROPOUT),
        KernelCompilation.sets(
            Sequential.of(
                Input.of(28, 28, 1),
                Conv2D.of(32, 3),
                MaxPooling2D.of(2),
                Conv2D.of(64, 3),
                BatchNormalization.of(),
                Flatten.of(),
                Dropout.of(0.5),
                Dense.of(10))));
  }
}
