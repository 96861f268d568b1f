package dev.weft.image;

import dev.weft.WeftException;

/** An image has more pixels than are decoded. */
public final class TooManyPixels extends WeftException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence the rule, what was received, what to do
   */
  public TooManyPixels(String sentence) {
    super(sentence);
  }
}
