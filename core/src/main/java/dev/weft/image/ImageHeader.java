package dev.weft.image;

/**
 * What an image file says of its image before it is decoded.
 *
 * @param height pixels from top to bottom once it is upright
 * @param width pixels from left to right once it is upright
 * @param channels 1: grey, 2: grey and alpha, 3: red, green and blue, 4: these and alpha
 */
public record ImageHeader(int height, int width, int channels) {
  /** How many it has. */
  public long pixels() {
    return (long) height * width;
  }
}
