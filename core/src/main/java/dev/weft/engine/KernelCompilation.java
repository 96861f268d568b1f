package dev.weft.engine;

import dev.weft.kernel.KernelSet;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.AlphaDropout;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Has the kernels of a network compiled before its first step, where the launcher's options ask for it (see {@link
 * KernelSet}). {@link #begin} does so in a thread of its own while the caller reads data, {@link #finish} returns when
 * it is done.
 */
public final class KernelCompilation {
  private static final int LENGTH = 64;
  private static final Set<Activation> COMPILED = new HashSet<>();

  private KernelCompilation() {}

  /** What every training needs. */
  public static void begin() {
    background(() -> {
      KernelSet.PRODUCTS.compile();
      KernelSet.PIXELS.compile();
      compile(Activation.RELU);
    });
  }

  /** What a network needs. */
  public static void begin(Graph network) {
    background(() -> finish(network));
  }

  private static void background(Runnable work) {
    if (KernelSet.asked()) {
      Thread.ofPlatform().daemon().name("weft-compilation").start(work);
    }
  }

  /** Returns when the kernels of a network are compiled; what nobody has begun is done here. */
  public static void finish(Graph network) {
    if (KernelSet.asked()) {
      sets(network).forEach(KernelSet::compile);
      activations(network).forEach(KernelCompilation::compile);
    }
  }

  static Set<KernelSet> sets(Graph network) {
    Set<KernelSet> sets = EnumSet.of(KernelSet.PRODUCTS, KernelSet.PIXELS);
    for (Node node : network.nodes()) {
      sets.addAll(sets(node.layer(), network.inputShape(node), network.shape(node)));
    }
    return sets;
  }

  private static List<KernelSet> sets(Layer layer, Shape in, Shape out) {
    return switch (layer) {
      case Conv2D conv when WinogradOp.tile(conv, in, out) > 0 ->
          List.of(KernelSet.winograd(WinogradOp.tile(conv, in, out)));
      case Conv2D conv when in.last() == 1 && conv.kernelSize().equals(Size.of(3)) ->
          List.of(KernelSet.POOLED_CONVOLUTION, KernelSet.WINDOWS);
      case Conv2D conv -> List.of(KernelSet.WINDOWS);
      case MaxPooling2D pooling -> List.of(KernelSet.MAX_POOLING);
      case BatchNormalization normalization -> List.of(KernelSet.NORMALIZATION);
      case Dropout dropout -> List.of(KernelSet.DROPOUT);
      case AlphaDropout dropout -> List.of(KernelSet.DROPOUT);
      default -> List.of();
    };
  }

  private static Set<Activation> activations(Graph network) {
    Set<Activation> activations = new LinkedHashSet<>();
    for (Node node : network.nodes()) {
      activations.add(
          switch (node.layer()) {
            case Dense dense -> dense.activation();
            case Conv2D conv -> conv.activation();
            case ActivationLayer layer -> layer.activation();
            case ReLU relu -> Activation.RELU;
            default -> Activation.LINEAR;
          });
    }
    return activations;
  }

  private static synchronized void compile(Activation activation) {
    Elementwise function = COMPILED.add(activation) ? Elementwise.of(activation) : null;
    if (function != null) {
      float[] x = new float[LENGTH];
      float[] y = new float[LENGTH];
      KernelSet.repeat(() -> {
        function.forward().apply(x, y, 0, LENGTH);
        function.backward().apply(x, x, y, 0, LENGTH);
      });
    }
  }
}
