package dev.weft.bench.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductCheckTest {
  @ParameterizedTest
  @EnumSource(ProductCheck.Kernel.class)
  void accumulatorsStayInRegisters(ProductCheck.Kernel kernel) {
    double share = ProductCheck.share(kernel.make());
    assertTrue(share >= kernel.least, kernel + " reaches only " + share + " of the multiply-add peak");
  }
}
