package dev.weft.kernel;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * Whether kernels use SIMD, and how wide: chosen once, when the first kernel is used. The property {@code weft.lanes}
 * forces it: {@code scalar}, {@code 128}, {@code 256} or {@code 512} (bits); else the machine's preferred width is
 * taken, or scalar code where the JVM runs without {@code --add-modules jdk.incubator.vector}, of which the logger
 * {@code dev.weft} warns once.
 */
public final class Simd {
  /** The width of a vector in bits; 0 for scalar code. */
  public static final int BITS;

  /** The choice and its reason in a few words. */
  public static final String REASON;

  static {
    String forced = System.getProperty("weft.lanes", "").toLowerCase(Locale.ROOT);
    if (!hasVectorModule()) {
      BITS = 0;
      REASON = "scalar: the JVM runs without --add-modules jdk.incubator.vector";
      System.getLogger("dev.weft")
          .log(
              Level.WARNING, "Weft computes in slow, scalar code; start Java with --add-modules jdk.incubator.vector.");
    } else if (forced.isEmpty()) {
      BITS = Preferred.bits();
      REASON = BITS + "-bit SIMD: this machine's preferred width";
    } else {
      BITS =
          switch (forced) {
            case "scalar" -> 0;
            case "128", "256", "512" -> Integer.parseInt(forced);
            default ->
                throw new IllegalArgumentException(
                    "the property weft.lanes must be scalar, 128, 256 or 512; received '" + forced + "'.");
          };
      REASON = (BITS == 0 ? "scalar" : BITS + "-bit SIMD") + ": forced by the property weft.lanes";
    }
  }

  static final boolean SCALAR = BITS == 0;

  private Simd() {}

  /** Whether its classes can be loaded: the module may have been added after the JVM started. */
  private static boolean hasVectorModule() {
    try {
      Class.forName("jdk.incubator.vector.FloatVector", false, Simd.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Preferred {
    static int bits() {
      return Math.clamp(jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
    }
  }
}
