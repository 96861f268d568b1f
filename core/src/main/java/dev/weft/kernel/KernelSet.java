package dev.weft.kernel;

import static dev.weft.kernel.Lanes.L;

import dev.weft.kernel.Winograd.Transform;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Kernels that are used together. Until the JIT compiler has compiled a loop of vector instructions, each of them makes
 * objects, and takes some thousand times as long. So a set is called on a few numbers first, as often as the compiler
 * wants before it compiles: some 10 milliseconds, where the first step of a training would take a second.
 *
 * <p>That helps only under the options of the launcher's {@code java.options}: a kernel is then compiled after few
 * calls, and the call that asks for it waits. Elsewhere nothing is done.
 */
public enum KernelSet {
  /** Matrix products of any network, forward and backward. */
  PRODUCTS(KernelSet::products),
  /** Bytes of images to floats. */
  PIXELS(n -> Pixels.scale(n.bytes, 0, n.few, n.few, n.to, 0)),
  WINOGRAD_2(n -> winograd(2, n)),
  WINOGRAD_3(n -> winograd(3, n)),
  WINOGRAD_4(n -> winograd(4, n)),
  /** Of a first convolution, with its pooling. */
  POOLED_CONVOLUTION(KernelSet::pooledConvolution),
  WINDOWS(n -> Im2col.gather(n.a, n.apart, 0, 4, n.zero, 2 * L, n.to)),
  MAX_POOLING(KernelSet::maxPooling),
  /** Sums over the rows of a batch. */
  NORMALIZATION(KernelSet::sums),
  DROPOUT(n -> DropoutMask.apply(0.5f, 1, n.a, n.to, 0, 4 * L));

  /** Above what the compiler wants under the launcher's options: 50. */
  private static final int CALLS = 72;

  private static final boolean ASKED = Boolean.getBoolean("weft.compile.first") && !Simd.SCALAR;

  private final Consumer<Numbers> sample;
  private boolean compiled;

  KernelSet(Consumer<Numbers> sample) {
    this.sample = sample;
  }

  /** Whether the launcher's options are in force. */
  public static boolean asked() {
    return ASKED;
  }

  /** Has its kernels compiled, once; others who ask wait until they are. */
  public synchronized void compile() {
    if (ASKED && !compiled) {
      repeat(sample());
      compiled = true;
    }
  }

  /** One call of each of its kernels. */
  Runnable sample() {
    Numbers numbers = new Numbers();
    return () -> sample.accept(numbers);
  }

  /** Calls a kernel as often as the compiler wants. */
  public static void repeat(Runnable sample) {
    for (int i = 0; i < CALLS; i++) {
      sample.run();
    }
  }

  /** Winograd's transforms for tiles of m outputs: 2, 3 or 4. */
  public static KernelSet winograd(int m) {
    return m == 2 ? WINOGRAD_2 : m == 3 ? WINOGRAD_3 : WINOGRAD_4;
  }

  /** What samples compute with: zeros. */
  private static final class Numbers {
    private static final int SIZE = 4096;
    private static final int DEPTH = 12;

    final float[] a = new float[SIZE];
    final float[] b = new float[SIZE];
    final float[] c = new float[SIZE];
    final float[] to = new float[SIZE];
    final float[] few = new float[8 * L];
    final byte[] bytes = new byte[8 * L];
    final int[] zero = {0};
    final int[] apart = IntStream.range(0, 16).map(i -> i * 16).toArray();
    final int[] beside = {0, 1, 2, 3};
    final int[] halves = {0, 1, 16, 17};
    final Pooling two = new Pooling(2, 2, 2 * L, 2, 2, 2, 2, 0, 0, 1, 1);
    final Pooling three = new Pooling(5, 5, L, 3, 3, 2, 2, 0, 0, 2, 2);
  }

  private static void products(Numbers n) {
    int depth = Numbers.DEPTH;
    Product.panel(n.a, n.apart, 0, 6, n.zero, depth, depth, n.b, 0, Product.ZERO, n.to, 0, 2 * L, 2 * L);
    Product.panel(n.a, n.apart, 0, 4, n.zero, depth, depth, n.b, 0, Product.ADD, n.to, 0, 2 * L, 2 * L);
    Product.panel(n.a, n.apart, 0, 8, n.zero, depth, depth, n.b, 0, Product.ZERO, n.to, 0, L, L);
    TransposedProduct.rows(n.a, n.beside, 0, 4, n.apart, depth, n.b, true, n.to, 2 * L);
    TransposedProduct.rows(n.a, n.halves, 0, 4, n.apart, depth, n.b, false, n.to, L);
    PackedMatrix.pack(n.a, 0, depth, depth, 2 * L, 0, n.to);
    PackedMatrix.pack(n.a, 0, depth, depth, L, 0, n.to);
  }

  private static void winograd(int m, Numbers n) {
    for (Transform transform : Transform.values()) {
      Winograd.of(m).apply(transform, n.a, 0, 6 * L, L, n.to, 0, 6 * L, L, L);
    }
    Winograd.add(n.a, 0, n.to, 0, 4 * L);
  }

  private static void pooledConvolution(Numbers n) {
    PooledConvolution.forward(n.a, 10, n.b, n.few, L, n.to, n.c, 0, 2, 4);
    PooledConvolution.forward(n.a, 10, n.b, n.few, L, n.to, null, 0, 2, 4);
    PooledConvolution.backward(n.a, 10, n.b, n.c, 0, n.to, L, 2, 4);
  }

  private static void maxPooling(Numbers n) {
    n.two.max(n.a, n.to, 0);
    n.two.maxBackward(n.a, n.b, n.c, n.to, 0);
    n.three.max(n.a, n.to, 0);
    n.three.maxBackward(n.a, n.b, n.c, n.to, 0);
  }

  private static void sums(Numbers n) {
    Reductions.sum(n.a, L, 0, 16, n.to, 0);
    Reductions.sum(n.a, 4 * L, 0, 16, n.to, 0);
    Reductions.squares(n.a, n.b, L, 0, 16, n.to, 0);
    Reductions.products(n.a, n.b, n.few, L, 0, 16, n.to, 0);
  }
}
