package dev.weft.explain.attribution;

import java.util.Locale;

/** A way to find what in an image speaks for a class. */
public sealed interface AttributionMethod permits Occlusion, InputGradient, SmoothGrad, IntegratedGradients, GradCam {
  /** Its name for a person. */
  String title();

  /** As options and files call it: {@code integrated-gradients}. */
  default String key() {
    return title().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /**
   * What in an image speaks for a class.
   *
   * @param pixels (height, width, channels), unsigned bytes
   * @throws IllegalArgumentException if the image or the class is none of the network's
   */
  Attribution attribute(ScoredNetwork network, byte[] pixels, int label);
}
