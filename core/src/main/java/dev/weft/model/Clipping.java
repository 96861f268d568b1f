package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.Flattened;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A limit on gradients before they are used; at most one may be set. Each is a number, 0 for none, or a {@link
 * Schedule} of its own; in steps in which it is 0, nothing is limited. In files these are arguments of the optimizer.
 *
 * @param clipnorm the largest norm of each weight's gradient; null for none
 * @param clipvalue the largest absolute value of each number in a gradient; null for none
 * @param globalClipnorm the largest norm of all gradients taken together; null for none
 * @param adaptiveClipnorm the largest norm of the gradient of each unit, as a part of the norm of the unit's weights,
 *     taken for at least 0.001; null for none. A unit is what leads to one number of a layer's output (a {@link Weight}
 *     knows its units), and all of a bias or of batch normalization. Brock et al., "High-Performance Large-Scale Image
 *     Recognition Without Normalization", 2021; Keras does not have it
 */
@Flattened
public record Clipping(Schedule clipnorm, Schedule clipvalue, Schedule globalClipnorm, Schedule adaptiveClipnorm) {
  public static final Clipping NONE = new Clipping(null, null, null, null);

  public Clipping {
    clipnorm = unlessNone(clipnorm);
    clipvalue = unlessNone(clipvalue);
    globalClipnorm = unlessNone(globalClipnorm);
    adaptiveClipnorm = unlessNone(adaptiveClipnorm);
    if (limits(clipnorm, clipvalue, globalClipnorm, adaptiveClipnorm).count() > 1) {
      throw new IllegalArgumentException(
          "at most one of 'clipnorm', 'clipvalue', 'global_clipnorm' and 'adaptive_clipnorm' may be set, to a number"
              + " above 0 or a schedule; received "
              + String.join(
                  ", ", Stream.of(clipnorm, clipvalue, globalClipnorm, adaptiveClipnorm).map(Clipping::text).toList())
              + ".");
    }
  }

  private static Stream<Schedule> limits(Schedule... limits) {
    return Stream.of(limits).filter(Objects::nonNull);
  }

  private static Schedule unlessNone(Schedule limit) {
    return limit instanceof Schedule.Constant constant && constant.learningRate() == 0 ? null : limit;
  }

  /** As checkpoints know a limit: 0 for none. */
  private static String text(Schedule limit) {
    return switch (limit) {
      case null -> "0.0";
      case Schedule.Constant constant -> String.valueOf(constant.learningRate());
      default -> limit.toString();
    };
  }

  public static Clipping of() {
    return NONE;
  }

  public static Clipping byNorm(double limit) {
    return NONE.with("clipnorm", limit);
  }

  public static Clipping byValue(double limit) {
    return NONE.with("clipvalue", limit);
  }

  public static Clipping byGlobalNorm(double limit) {
    return NONE.with("globalClipnorm", limit);
  }

  public static Clipping adaptive(double limit) {
    return NONE.with("adaptiveClipnorm", limit);
  }

  private Clipping with(String kind, double limit) {
    return Config.with(this, kind, Schedule.of(limit));
  }

  /** The same kind of limit, which changes with the steps. */
  public Clipping scheduled(Schedule limit) {
    return new Clipping(
        clipnorm == null ? null : limit,
        clipvalue == null ? null : limit,
        globalClipnorm == null ? null : limit,
        adaptiveClipnorm == null ? null : limit);
  }

  /** The one that is set, or null. */
  public Schedule limit() {
    return limits(clipnorm, clipvalue, globalClipnorm, adaptiveClipnorm).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return "Clipping[clipnorm=%s, clipvalue=%s, globalClipnorm=%s%s]"
        .formatted(
            text(clipnorm),
            text(clipvalue),
            text(globalClipnorm),
            adaptiveClipnorm == null ? "" : ", adaptiveClipnorm=" + text(adaptiveClipnorm));
  }
}
