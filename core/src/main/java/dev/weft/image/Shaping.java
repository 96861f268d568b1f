package dev.weft.image;

/** How a network itself makes an image of any size one of the size that its layers take. */
@FunctionalInterface
public interface Shaping {
  /**
   * Makes it.
   *
   * @param pixels (height, width, channels), unsigned bytes; as many channels as the network takes
   * @return the same as its layers take it
   */
  byte[] apply(byte[] pixels, int height, int width);
}
