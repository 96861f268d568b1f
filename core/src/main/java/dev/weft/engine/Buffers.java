package dev.weft.engine;

import dev.weft.WeftException;
import dev.weft.kernel.Product;
import dev.weft.model.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the arrays of a program, for batches of up to a fixed size. A released array serves later ops, so buffers that
 * do not live at once are one array. Each is as long as its first owner needs, and holds any numbers when it is taken.
 */
final class Buffers {
  /** An array may be so many times as long as what it is taken for: a large one is better kept for large buffers. */
  private static final int WASTE = 4;

  private final int batch;
  private final boolean sharing;
  private final boolean measuring;
  private final List<float[]> free = new ArrayList<>();
  private final Map<float[], Integer> lengths = new IdentityHashMap<>();
  private final List<float[]> scratch = new ArrayList<>();

  /** In the order of the ops that asked for them. */
  private final List<float[]> packed = new ArrayList<>();

  /** What is left of a twin's packed weights; null where there is none. */
  private Deque<float[]> given;

  private final List<float[]> earlierScratch = new ArrayList<>();
  private final List<ThreadArray> ofThreads = new ArrayList<>();

  /** How many of them the op that is made now has. */
  private int ofThisOp;

  private long between;
  private long within;
  private long gradients;

  private Buffers(int batch, boolean sharing, boolean measuring) {
    this.batch = batch;
    this.sharing = sharing;
    this.measuring = measuring;
  }

  static Buffers shared(int batch) {
    return new Buffers(batch, true, false);
  }

  /** Each buffer an array of its own; it changes no bit. */
  static Buffers unshared(int batch) {
    return new Buffers(batch, false, false);
  }

  /** Makes empty arrays, and counts what real ones would take. */
  static Buffers measuring(int batch) {
    return new Buffers(batch, true, true);
  }

  /** Buffers for another program of the same network and batch, which shares the packed weights of this one's. */
  Buffers twin() {
    Buffers twin = new Buffers(batch, sharing, measuring);
    twin.given = new ArrayDeque<>(packed);
    return twin;
  }

  int batch() {
    return batch;
  }

  /**
   * The values of a batch between two ops.
   *
   * @param learns whether they have a gradient
   */
  Tensor tensor(Shape shape, boolean learns) {
    int length = length(shape);
    return new Tensor(shape, tensor(length), learns ? tensor(length) : null);
  }

  /** The same in arrays that nothing before it has used. */
  Tensor freshTensor(Shape shape, boolean learns) {
    int length = length(shape);
    between += (learns ? 2L : 1L) * Float.BYTES * length;
    return new Tensor(shape, fresh(length), learns ? fresh(length) : null);
  }

  private int length(Shape shape) {
    long length = (long) batch * shape.elements() + Product.WIDTH;
    if (length > Integer.MAX_VALUE - 8) {
      throw new WeftException(
          "a batch may have at most 2^31 - 1 numbers between two layers; received "
              + batch
              + " samples of shape "
              + shape
              + "; use a smaller batch_size.");
    }
    return (int) length;
  }

  /** The same values with a gradient of their own, for one of several layers that take them. */
  Tensor withOwnGradient(Tensor value) {
    return new Tensor(value.shape(), value.values(), tensor(batch * value.features() + Product.WIDTH));
  }

  private float[] tensor(int length) {
    int before = lengths.size();
    float[] array = take(length);
    between += lengths.size() > before ? (long) Float.BYTES * length : 0;
    return array;
  }

  /** An array of an op's own, which nobody else uses. */
  float[] own(int length) {
    within += (long) Float.BYTES * length;
    return make(length);
  }

  double[] ownDoubles(int length) {
    within += (long) Double.BYTES * length;
    return new double[measuring ? 0 : length];
  }

  /** Counts that so many of an op's doubles are not used after all. */
  void dropDoubles(int length) {
    within -= (long) Double.BYTES * length;
  }

  float[][] own(int count, int length) {
    float[][] arrays = new float[measuring ? 0 : count][];
    Arrays.setAll(arrays, i -> new float[length]);
    within += (long) Float.BYTES * count * length;
    return arrays;
  }

  /** The gradient of a weight of so many numbers, a panel longer than that. */
  float[] gradient(int length) {
    gradients += (long) Float.BYTES * length;
    return make(length + Product.WIDTH);
  }

  /** An array for weights in the order in which products read them; nothing else is written to it. */
  float[] packed(int length) {
    float[] array = given == null ? own(length) : given.remove();
    packed.add(array);
    return array;
  }

  /** An array that an op uses within its forward or its backward pass, and finds changed in the next one. */
  float[] scratch(int length) {
    int before = lengths.size();
    float[] array = take(length);
    within += lengths.size() > before ? (long) Float.BYTES * length : 0;
    scratch.add(array);
    return array;
  }

  /**
   * An array of each thread that runs a unit of an op's work, which another op's unit finds changed. It is not counted,
   * as the number of threads is not known.
   */
  ThreadArray ofThread(int length) {
    if (ofThisOp == ofThreads.size()) {
      ofThreads.add(new ThreadArray());
    }
    ThreadArray array = ofThreads.get(ofThisOp++);
    array.atLeast(measuring ? 0 : length);
    return array;
  }

  /** Gives back the scratch of all ops up to the last call; the next op may still work beside those since then. */
  void releaseScratch() {
    earlierScratch.forEach(this::release);
    earlierScratch.clear();
    earlierScratch.addAll(scratch);
    scratch.clear();
    ofThisOp = 0;
  }

  void release(float[] array) {
    if (sharing) {
      free.add(array);
    }
  }

  private float[] take(int length) {
    float[] best = null;
    for (float[] array : free) {
      int size = lengths.get(array);
      boolean fits = size >= length && size / WASTE <= length;
      best = fits && (best == null || size < lengths.get(best)) ? array : best;
    }
    if (best == null) {
      return fresh(length);
    }
    free.remove(best);
    return best;
  }

  private float[] fresh(int length) {
    float[] made = make(length);
    lengths.put(made, length);
    return made;
  }

  /** Fills all arrays that may be shared; what a program computes does not depend on it. */
  void fill(float value) {
    lengths.keySet().forEach(array -> Arrays.fill(array, value));
  }

  private float[] make(int length) {
    return new float[measuring ? 0 : length];
  }

  /** The bytes of all values between ops and their gradients. */
  long bytesBetween() {
    return between;
  }

  /** The bytes that ops work in. */
  long bytesWithin() {
    return within;
  }

  /** The bytes of the gradients of all weights. */
  long bytesOfGradients() {
    return gradients;
  }
}
