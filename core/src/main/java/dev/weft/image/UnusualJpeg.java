package dev.weft.image;

/** A JPEG file of a rare kind, or damaged: the JDK's reader reads it, or says what is wrong with it. */
final class UnusualJpeg extends Exception {
  private static final long serialVersionUID = 1;

  UnusualJpeg(String message) {
    super(message);
  }
}
