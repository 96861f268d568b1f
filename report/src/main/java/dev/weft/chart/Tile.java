package dev.weft.chart;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * An image of a grid.
 *
 * @param captions the lines below it
 */
record Tile(BufferedImage image, List<String> captions, Mark mark) {
  /** A place of a grid without an image. */
  static final Tile EMPTY = new Tile(null, List.of(), Mark.NONE);

  /** What the frame of an image says. */
  enum Mark {
    NONE,
    /** A thin frame and a tick. */
    RIGHT,
    /** A thick dashed frame and a cross. */
    WRONG
  }
}
