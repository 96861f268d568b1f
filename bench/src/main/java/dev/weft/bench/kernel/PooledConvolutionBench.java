package dev.weft.bench.kernel;

import dev.weft.kernel.PooledConvolution;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The first convolution of report B on one image, 32 filters, with its pooling. */
public class PooledConvolutionBench extends Bench {
  private static final int WIDTH = 28;
  private static final int OUT = 13;
  private static final int FILTERS = 32;
  private static final double FLOPS = 2.0 * 4 * OUT * OUT * 9 * FILTERS;

  private final float[] x = random(WIDTH * WIDTH);
  private final float[] w = random(9 * FILTERS);
  private final float[] bias = random(FILTERS);
  private final float[] dy = random(OUT * OUT * FILTERS);
  private final float[] y = new float[dy.length];
  private final float[] winner = new float[dy.length];
  private final float[] dw = new float[w.length];

  @Benchmark
  public void inference(Work work) {
    PooledConvolution.forward(x, WIDTH, w, bias, FILTERS, y, null, 0, OUT, OUT);
    work.did(FLOPS, 4 * y.length);
  }

  @Setup
  public void findWinners() {
    PooledConvolution.forward(x, WIDTH, w, bias, FILTERS, y, winner, 0, OUT, OUT);
  }

  @Benchmark
  public void forward(Work work) {
    PooledConvolution.forward(x, WIDTH, w, bias, FILTERS, y, winner, 0, OUT, OUT);
    work.did(FLOPS, 8 * y.length);
  }

  @Benchmark
  public void backward(Work work) {
    PooledConvolution.backward(x, WIDTH, dy, winner, 0, dw, FILTERS, OUT, OUT);
    work.did(FLOPS, 8 * y.length);
  }
}
