package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.config.ConfigException;

/**
 * A share of the images of one class that get the label of another.
 *
 * @param from the class's name or number
 * @param to the other's
 * @param share above 0, at most 1
 */
public record LabelFlip(String from, String to, double share) {
  public LabelFlip {
    if (!(share > 0 && share <= 1)) {
      throw ConfigException.of("share", "'share' must be above 0 and at most 1; received " + share + ".");
    }
    if (from.equals(to)) {
      throw ConfigException.of("to", "a flip is 'from' a class 'to' another; received " + Quoted.value(to) + " twice.");
    }
  }

  public static LabelFlip of(String from, String to, double share) {
    return new LabelFlip(from, to, share);
  }
}
