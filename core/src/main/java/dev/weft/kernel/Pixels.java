package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Images as they enter a batch: bytes become floats. */
public final class Pixels {
  private Pixels() {}

  /**
   * {@code out[at + i] = pixels[offset + i] * scale[i] + shift[i]}, with i below {@code scale.length} and pixels from 0
   * to 255.
   */
  public static void scale(byte[] pixels, int offset, float[] scale, float[] shift, float[] out, int at) {
    int i = 0;
    if (!Simd.SCALAR) {
      i = Vectors.scale(pixels, offset, scale, shift, out, at);
    }
    for (; i < scale.length; i++) {
      out[at + i] = Math.fma((float) (pixels[offset + i] & 0xff), scale[i], shift[i]);
    }
  }

  /**
   * {@code out[at + i] = values[offset + i] * scale[i] + shift[i]}, with i below {@code scale.length}; values and out
   * may be the same place of the same array.
   */
  public static void scale(float[] values, int offset, float[] scale, float[] shift, float[] out, int at) {
    int i = 0;
    if (!Simd.SCALAR) {
      i = Vectors.scale(values, offset, scale, shift, out, at);
    }
    for (; i < scale.length; i++) {
      out[at + i] = Math.fma(values[offset + i], scale[i], shift[i]);
    }
  }

  private static final class Vectors {
    /** At least 64 bits, the smallest vector there is, and as many bytes as floats in a vector. */
    private static final VectorSpecies<Byte> B =
        VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * L)));

    static int scale(byte[] pixels, int offset, float[] scale, float[] shift, float[] out, int at) {
      int i = 0;
      for (; i <= scale.length - B.length(); i += B.length()) {
        ByteVector bytes = ByteVector.fromArray(B, pixels, offset + i);
        for (int part = 0; part < B.length() / L; part++) {
          FloatVector values =
              (FloatVector)
                  bytes
                      .convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.I, part)
                      .convertShape(VectorOperators.I2F, F, 0);
          int j = i + part * L;
          values.fma(FloatVector.fromArray(F, scale, j), FloatVector.fromArray(F, shift, j)).intoArray(out, at + j);
        }
      }
      return i;
    }

    static int scale(float[] values, int offset, float[] scale, float[] shift, float[] out, int at) {
      int i = 0;
      for (; i <= scale.length - L; i += L) {
        FloatVector.fromArray(F, values, offset + i)
            .fma(FloatVector.fromArray(F, scale, i), FloatVector.fromArray(F, shift, i))
            .intoArray(out, at + i);
      }
      return i;
    }
  }
}
