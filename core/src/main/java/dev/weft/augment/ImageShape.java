package dev.weft.augment;

/** The shape of an image: channels last. */
public record ImageShape(int height, int width, int channels) {
  /** How many numbers an image has. */
  public int features() {
    return height * width * channels;
  }
}
