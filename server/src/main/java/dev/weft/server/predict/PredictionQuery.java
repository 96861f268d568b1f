package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.classifier.Classifier;
import dev.weft.image.PrepareAs;
import dev.weft.server.http.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How images are to be predicted, as the part of a URL behind the question mark says it.
 *
 * @param top how many classes to list, at least 1
 * @param raw whether probabilities are those of the network
 * @param invert whether dark becomes light
 * @param version empty for the latest
 */
record PredictionQuery(int top, boolean raw, boolean invert, PrepareAs prepare, OptionalLong version) {
  private static final List<String> KNOWN = List.of("top", "raw", "invert", "prepare", "version");

  /**
   * Reads it.
   *
   * @throws Refusal if there is an unknown parameter or a wrong value
   */
  static PredictionQuery of(Map<String, String> query) {
    for (String name : query.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new Refusal(
            400, "there is no parameter '%s'; %s".formatted(Quoted.text(name), Spelling.known(name, KNOWN)));
      }
    }
    return new PredictionQuery(
        top(query.get("top")),
        isSet("raw", query.get("raw")),
        isSet("invert", query.get("invert")),
        prepare(query.getOrDefault("prepare", "auto")),
        Predictions.number(query.get("version")));
  }

  private static int top(String text) {
    if (text == null) {
      return Integer.MAX_VALUE;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new Refusal(400, "'top' is a whole number from 1 on; received '%s'.".formatted(Quoted.text(text)));
    }
    return Integer.parseInt(text);
  }

  private static boolean isSet(String name, String text) {
    return switch (text) {
      case null -> false;
      case "", "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new Refusal(400, "'%s' is true or false; received '%s'.".formatted(name, Quoted.text(text)));
    };
  }

  private static PrepareAs prepare(String text) {
    for (PrepareAs way : PrepareAs.values()) {
      if (way.name().toLowerCase(Locale.ROOT).equals(text)) {
        return way;
      }
    }
    throw new Refusal(400, "'prepare' is auto, digit or none; received '%s'.".formatted(Quoted.text(text)));
  }

  /** A classifier that is asked so; it has the weights of the other. */
  Classifier of(Classifier classifier) {
    return raw || invert || prepare != PrepareAs.AUTO ? classifier.asking(raw, invert, prepare) : classifier;
  }

  /** A note that names options of the command, with the names that they have here. */
  static String named(String note) {
    return note.replace("--prepare none", "?prepare=none").replace("--invert", "?invert");
  }
}
