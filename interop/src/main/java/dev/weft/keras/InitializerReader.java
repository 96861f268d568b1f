package dev.weft.keras;

import java.util.Map;

/** Keras 2 wrote {@code glorot_uniform} and its kin as VarianceScaling with the numbers that make them. */
final class InitializerReader {
  private InitializerReader() {}

  /** The name of such an initializer; any other as it is. */
  static Object read(Object initializer) {
    if (initializer instanceof Map<?, ?> object
        && "VarianceScaling".equals(object.get("class_name"))
        && object.get("config") instanceof Map<?, ?> config
        && config.get("scale") instanceof Number scale) {
      String normal = String.valueOf(config.get("distribution")).equals("uniform") ? "_uniform" : "_normal";
      String family =
          switch (scale.doubleValue() + " " + config.get("mode")) {
            case "1.0 fan_avg" -> "glorot";
            case "2.0 fan_in" -> "he";
            case "1.0 fan_in" -> "lecun";
            default -> null;
          };
      if (family != null && !"untruncated_normal".equals(config.get("distribution"))) {
        return family + normal;
      }
    }
    return initializer;
  }
}
