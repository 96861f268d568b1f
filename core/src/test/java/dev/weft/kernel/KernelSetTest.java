package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KernelSetTest {
  @ParameterizedTest
  @EnumSource
  void theSampleOfEachSetIsACallThatItsKernelsTake(KernelSet set) {
    assumeFalse(Simd.SCALAR);
    assertDoesNotThrow(set.sample()::run);
  }

  @Test
  void withoutTheLaunchersOptionsNothingIsAsked() {
    assertFalse(KernelSet.asked());
  }

  @Test
  void aKernelIsCalledMoreOftenThanTheCompilerWants() {
    AtomicInteger calls = new AtomicInteger();
    KernelSet.repeat(calls::incrementAndGet);
    assertEquals(72, calls.get());
  }
}
