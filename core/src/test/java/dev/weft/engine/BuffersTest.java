package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuffersTest {
  static List<Networks> networks() {
    return Networks.all();
  }

  @Test
  void anArrayGivenBackServesThoseThatComeLater() {
    Buffers buffers = Buffers.shared(2);
    float[] first = buffers.tensor(Shape.of(100), false).values();
    buffers.release(first);
    assertSame(first, buffers.tensor(Shape.of(90), false).values());
    assertNotSame(first, buffers.tensor(Shape.of(90), false).values());
  }

  @Test
  void aLargeArrayIsNotGivenAwayForLittle() {
    Buffers buffers = Buffers.shared(2);
    float[] first = buffers.tensor(Shape.of(1000), false).values();
    buffers.release(first);
    assertNotSame(first, buffers.tensor(Shape.of(10), false).values());
  }

  @Test
  void scratchServesTheOpAfterTheNext() {
    Buffers buffers = Buffers.shared(2);
    float[] first = buffers.scratch(100);
    buffers.releaseScratch();
    assertNotSame(first, buffers.scratch(100));
    buffers.releaseScratch();
    assertSame(first, buffers.scratch(100));
  }

  @Test
  void measuringTakesNoMemoryForSums() {
    Buffers buffers = Buffers.measuring(2);
    assertEquals(0, buffers.ownDoubles(1_000_000).length);
    assertEquals(8_000_000, buffers.bytesWithin());
  }

  /** What a step finds in shared arrays, be it no number, is nothing that it may use; only the input stays. */
  @ParameterizedTest
  @MethodSource("networks")
  void sharedArraysChangeNoBit(Networks networks) {
    try (WorkerPool workers = new WorkerPool(1)) {
      Buffers shared = Buffers.shared(networks.batch());
      Buffers unshared = Buffers.unshared(networks.batch());
      Networks.Training poisoned = networks.new Training(workers, shared);
      Networks.Training plain = networks.new Training(workers, unshared);
      float[] input = poisoned.program.input().clone();
      for (int step = 0; step < 3; step++) {
        shared.fill(Float.NaN);
        System.arraycopy(input, 0, poisoned.program.input(), 0, input.length);
        assertEquals(plain.step(), poisoned.step());
        assertArrayEquals(output(networks, plain), output(networks, poisoned), "the output is there after a step, too");
      }
      for (int i = 0; i < plain.numbers().size(); i++) {
        assertArrayEquals(plain.numbers().get(i), poisoned.numbers().get(i));
      }
      assertTrue(shared.bytesBetween() <= unshared.bytesBetween());
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatIsMeasuredIsWhatIsMade(Networks networks) {
    try (WorkerPool workers = new WorkerPool(1)) {
      Buffers buffers = Buffers.shared(networks.batch());
      Networks.Training training = networks.new Training(workers, buffers);
      Memory memory = Memory.ofTraining(networks.network(), training.variables, networks.optimizer(), networks.batch());
      assertEquals(buffers.bytesBetween(), memory.values());
      assertEquals(buffers.bytesWithin(), memory.work());
      assertEquals(buffers.bytesOfGradients(), memory.gradients());
      long slots = training.state.slots().stream().mapToLong(slot -> (long) Float.BYTES * slot.values().length).sum();
      assertEquals(slots, memory.slots());
    }
  }

  private static float[] output(Networks networks, Networks.Training training) {
    return Arrays.copyOf(training.program.output(), networks.batch() * training.program.outputFeatures());
  }
}
