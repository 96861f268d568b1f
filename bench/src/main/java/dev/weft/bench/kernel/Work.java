package dev.weft.bench.kernel;

import dev.weft.bench.Peak;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a benchmark's calls did, which JMH divides by the time they took: operations and bytes, and what they are of the
 * machine's peaks, taken before each iteration in the same process.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Work {
  /** Floating-point operations, a multiply-add counted as two. */
  public double flops;

  public double ofPeak;

  /** Bytes read and written, each array counted once. */
  public double bytes;

  public double ofCopy;

  private double peak;
  private double copy;

  /** In a process of its own, each benchmark first has the peaks' code compiled. */
  @Setup(Level.Trial)
  public void warmUp() {
    for (int i = 0; i < 3; i++) {
      Peak.gigaflops();
    }
    copy = Peak.copyGigabytes();
  }

  @Setup(Level.Iteration)
  public void reset() {
    peak = Peak.gigaflops();
    flops = 0;
    ofPeak = 0;
    bytes = 0;
    ofCopy = 0;
  }

  /** Counts one call. */
  void did(double flops, double bytes) {
    this.flops += flops;
    this.bytes += bytes;
    ofPeak += flops / peak;
    ofCopy += bytes / copy;
  }
}
