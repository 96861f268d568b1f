package dev.weft.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which arrays are still needed while a program's ops are made one after the other. An array is released when its last
 * reader is made. Values that a backward pass reads are kept. The backward pass runs in the opposite order: a later op
 * is done with its gradients before an earlier op's are written, so gradients are released at the same places.
 */
final class Lifetimes {
  private final Buffers buffers;
  private final Map<float[], Integer> readers = new IdentityHashMap<>();
  private final Set<float[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  Lifetimes(Buffers buffers) {
    this.buffers = buffers;
  }

  /** A value and its gradient will be read so often from here on. */
  void expect(Tensor value, int times) {
    readers.merge(value.values(), times, Integer::sum);
    if (value.gradient() != null) {
      readers.merge(value.gradient(), times, Integer::sum);
    }
  }

  /** One reader has been made. */
  void read(Tensor value) {
    read(value.values());
    if (value.gradient() != null) {
      read(value.gradient());
    }
  }

  private void read(float[] array) {
    if (readers.merge(array, -1, Integer::sum) == 0 && !kept.contains(array)) {
      buffers.release(array);
    }
  }

  /** The values are read after the forward pass, too. */
  void keep(Tensor value) {
    kept.add(value.values());
  }
}
