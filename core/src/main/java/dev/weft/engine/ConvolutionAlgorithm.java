package dev.weft.engine;

import dev.weft.engine.Convolution.Operands;
import dev.weft.model.Activation;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Size;

/**
 * The ways to compute a convolution, in order: the first that accepts one computes it. The layer's shapes decide, and
 * never the batch, so that an image's output does not depend on it.
 */
enum ConvolutionAlgorithm {
  /** A first convolution of 3x3 on one channel with its pooling by 2x2, in registers. */
  POOLED_IN_REGISTERS(true) {
    @Override
    boolean accepts(Convolution c) {
      return POOLED_IN_CACHE.accepts(c) && PooledConvolutionOp.takes(c.layer(), c.pooling(), c.in(), c.out());
    }

    @Override
    Op op(Convolution c, Operands o) {
      return new PooledConvolutionOp(
          c.layer(), o.x(), o.y(), o.buffers(), o.kernel(), o.bias(), o.function(), o.workers());
    }
  },

  /** A first convolution with its pooling, image by image in the cache. */
  POOLED_IN_CACHE(true) {
    @Override
    boolean accepts(Convolution c) {
      return c.pooling() != null
          && !c.inputLearns()
          && c.layer().activation() == Activation.LINEAR
          && c.layer().groups() == 1
          && c.layer().dilationRate().equals(Size.of(1))
          && !WINOGRAD.accepts(c);
    }

    @Override
    Op op(Convolution c, Operands o) {
      return new ConvPoolOp(
          c.layer(), c.out(), c.pooling(), o.x(), o.y(), o.buffers(), o.kernel(), o.bias(), o.workers());
    }
  },

  /** A window that is the whole input is a dense layer's row: as one it is ten times as fast. */
  DENSE_PRODUCT(false) {
    @Override
    boolean accepts(Convolution c) {
      return c.layer().groups() == 1 && c.coversInput();
    }

    @Override
    Op op(Convolution c, Operands o) {
      Tensor row = o.x().as(Shape.of(o.x().features()));
      return new DenseOp(row, o.y(), o.buffers(), o.kernel(), o.bias(), o.function(), o.workers());
    }
  },

  /** One channel in each group. */
  DEPTHWISE(false) {
    @Override
    boolean accepts(Convolution c) {
      return c.layer().groups() == c.in().last() && c.layer().groups() > 1;
    }

    @Override
    Op op(Convolution c, Operands o) {
      return new DepthwiseOp(c.windows(), o);
    }
  },

  /** Windows of 3x3 over many channels, by Winograd's transforms. */
  WINOGRAD(false) {
    @Override
    boolean accepts(Convolution c) {
      return WinogradOp.tile(c.layer(), c.in(), c.out()) > 0;
    }

    @Override
    Op op(Convolution c, Operands o) {
      return new WinogradOp(WinogradOp.tile(c.layer(), c.in(), c.out()), c.layer(), o);
    }
  },

  /** A product of pixels: nothing is copied, not even for the input gradient. */
  PRODUCT_1X1(false) {
    @Override
    boolean accepts(Convolution c) {
      return c.layer().groups() == 1 && c.layer().kernelSize().equals(Size.of(1));
    }

    @Override
    Op op(Convolution c, Operands o) {
      return DIRECT.op(c, o);
    }
  },

  /** A product of windows for each group. */
  GROUPED_PRODUCT(false) {
    @Override
    boolean accepts(Convolution c) {
      return c.layer().groups() > 1;
    }

    @Override
    Op op(Convolution c, Operands o) {
      return DIRECT.op(c, o);
    }
  },

  /** A product of windows. */
  DIRECT(false) {
    @Override
    boolean accepts(Convolution c) {
      return true;
    }

    @Override
    Op op(Convolution c, Operands o) {
      return direct(c, c.windows(), o);
    }
  };

  private final boolean includesPooling;

  ConvolutionAlgorithm(boolean includesPooling) {
    this.includesPooling = includesPooling;
  }

  /**
   * The op of a convolution.
   *
   * @param padding zeros that its input was to have around, which only a product of windows does without; null for none
   * @param direct whether windows with the same numbers must give the same output
   */
  static Op op(Convolution c, Sides padding, boolean direct, Operands o) {
    if (padding != null) {
      return direct(c, c.windows().behind(padding), o);
    }
    return (direct ? DIRECT : of(c)).op(c, o);
  }

  private static Op direct(Convolution c, Windows windows, Operands o) {
    return new Conv2DOp(c.layer(), windows, o);
  }

  /** The first that accepts it. */
  static ConvolutionAlgorithm of(Convolution convolution) {
    for (ConvolutionAlgorithm algorithm : values()) {
      if (algorithm.accepts(convolution)) {
        return algorithm;
      }
    }
    throw new AssertionError();
  }

  /** Whether its op computes the pooling, too. */
  boolean includesPooling() {
    return includesPooling;
  }

  abstract boolean accepts(Convolution convolution);

  abstract Op op(Convolution convolution, Operands operands);
}
