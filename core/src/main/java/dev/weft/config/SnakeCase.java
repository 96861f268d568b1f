package dev.weft.config;

import java.util.Locale;

/** Keras's rule for names: {@code Conv2D} is conv2d, {@code MaxPooling2D} max_pooling2d, {@code PReLU} p_re_lu. */
public final class SnakeCase {
  private SnakeCase() {}

  public static String of(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
