package dev.weft.model;

import dev.weft.config.Flattened;
import dev.weft.config.NoneIfZero;
import java.util.stream.DoubleStream;

/**
 * A limit on gradients before they are used; at most one may be set, 0 means none. In files these are arguments of the
 * optimizer.
 *
 * @param clipnorm the largest norm of each weight's gradient
 * @param clipvalue the largest absolute value of each number in a gradient
 * @param globalClipnorm the largest norm of all gradients taken together
 */
@Flattened
public record Clipping(@NoneIfZero double clipnorm, @NoneIfZero double clipvalue, @NoneIfZero double globalClipnorm) {
  public static final Clipping NONE = new Clipping(0, 0, 0);

  public Clipping {
    if (!(clipnorm >= 0 && clipvalue >= 0 && globalClipnorm >= 0)
        || DoubleStream.of(clipnorm, clipvalue, globalClipnorm).filter(limit -> limit > 0).count() > 1) {
      throw new IllegalArgumentException(
          "at most one of 'clipnorm', 'clipvalue' and 'global_clipnorm' may be set, to a number above 0; received "
              + clipnorm
              + ", "
              + clipvalue
              + " and "
              + globalClipnorm
              + ".");
    }
  }

  public static Clipping of() {
    return NONE;
  }

  public static Clipping byNorm(double limit) {
    return new Clipping(limit, 0, 0);
  }

  public static Clipping byValue(double limit) {
    return new Clipping(0, limit, 0);
  }

  public static Clipping byGlobalNorm(double limit) {
    return new Clipping(0, 0, limit);
  }
}
