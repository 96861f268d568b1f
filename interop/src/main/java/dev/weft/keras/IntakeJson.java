package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.Digits;
import dev.weft.image.Ground;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The way in of a model's images as JSON. */
final class IntakeJson {
  private static final int LARGEST = 1 << 14;

  private IntakeJson() {}

  static Map<String, Object> write(Intake intake) {
    Preparation made = intake.preparation();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("height", made.height());
    json.put("width", made.width());
    json.put("channels", made.channels());
    json.put("resize", word(made.resize()));
    json.put("interpolation", word(made.interpolation()));
    json.put("ground", word(made.ground()));
    json.put("digits", intake.digits() == Digits.LEARNED);
    return json;
  }

  static Intake read(Map<String, Object> json) {
    int channels = whole(json, "channels", 3);
    if (channels == 2) {
      throw new WeftException("'channels' of 'preparation' must be 1 or 3; received 2.");
    }
    return new Intake(
        new Preparation(
            whole(json, "height", LARGEST),
            whole(json, "width", LARGEST),
            channels,
            constant(Resize.class, json, "resize"),
            constant(Resampling.class, json, "interpolation"),
            constant(Ground.class, json, "ground")),
        Boolean.TRUE.equals(json.get("digits")) ? Digits.LEARNED : Digits.NO);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static int whole(Map<String, Object> json, String name, int most) {
    if (json.get(name) instanceof Integer number && number >= 1 && number <= most) {
      return number;
    }
    throw new WeftException(
        "'%s' of 'preparation' must be a whole number from 1 to %s; received %s."
            .formatted(name, most, Quoted.value(json.get(name))));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Map<String, Object> json, String name) {
    String word = Json.text(json.get(name), "'" + name + "' of 'preparation'");
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw new WeftException(
        "'%s' of 'preparation' must be one of those that Weft knows; received '%s'."
            .formatted(name, Quoted.text(word)));
  }
}
