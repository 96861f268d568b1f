package dev.weft.explain;

import dev.weft.Decimal;
import java.util.Optional;

/**
 * A training image that a network sees much like another.
 *
 * @param index its place in the training images as they stand in their source, from 0
 * @param name what the source calls it, such as {@code cats/1.jpg}; empty for images of a named set
 * @param pixels (height, width, channels), unsigned bytes, as the network takes them
 * @param label its class
 * @param predicted the class that the network predicts for it
 * @param distance 1 minus the cosine of the angle between both embeddings, 0 to 2
 */
public record NearImage(int index, Optional<String> name, byte[] pixels, int label, int predicted, double distance) {
  /** What a person calls it: its name, or its number. */
  public String called() {
    return name.orElseGet(() -> "number " + index);
  }

  /** The distance with the two digits that count: {@code 0.064}. */
  public String distanceInWords() {
    return Decimal.text(distance, 2);
  }

  /** Whether the network predicts another class than the image is labelled with: one of both is wrong. */
  public boolean isContradicted() {
    return label != predicted;
  }
}
