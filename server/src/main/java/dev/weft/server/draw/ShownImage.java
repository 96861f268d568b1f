package dev.weft.server.draw;

import dev.weft.model.Shape;
import java.util.Base64;

/**
 * An image as a page's script draws it.
 *
 * @param pixels (height, width, channels), unsigned bytes, in base64
 */
record ShownImage(int height, int width, int channels, String pixels) {
  static ShownImage of(byte[] pixels, Shape shape) {
    return new ShownImage(shape.size(0), shape.size(1), shape.last(), Base64.getEncoder().encodeToString(pixels));
  }

  /** One in red, green and blue, as large as another. */
  static ShownImage ofColours(byte[] pixels, Shape like) {
    return of(pixels, Shape.of(like.size(0), like.size(1), 3));
  }
}
