package dev.weft.kernel;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that all kernels use, {@link Simd#BITS} wide. */
final class Lanes {
  static final VectorSpecies<Float> F = VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.BITS));
  static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, VectorShape.forBitSize(Simd.BITS));

  /** Floats in one vector. */
  static final int L = F.length();

  private Lanes() {}
}
