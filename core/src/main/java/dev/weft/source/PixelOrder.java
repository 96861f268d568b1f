package dev.weft.source;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** In which order the pixels of an image follow each other in a row of a table. */
enum PixelOrder {
  ROWS(""),
  /** Red, green and blue of a pixel, then the next pixel. */
  COLOURS("The pixels are in colour, " + ArrayLayout.order(false) + "."),
  /** All of red, all of green, all of blue. */
  PLANES("The pixels are in colour, " + ArrayLayout.order(true) + "."),
  /** Columns, from left to right: EMNIST's. */
  COLUMNS("The file is named as EMNIST's, whose images lie transposed; they are set upright.");

  private final String note;

  PixelOrder(String note) {
    this.note = note;
  }

  /** What the numbers and the name of a table say. */
  static PixelOrder of(PixelTable table) {
    String name = table.text().path().getFileName().toString().toLowerCase(Locale.ROOT);
    if (table.columns().channels() == 1) {
      return name.contains("emnist") && !table.columns().header() ? COLUMNS : ROWS;
    }
    if (PixelColumns.hasColours(table.columns().names())) {
      return COLOURS;
    }
    int looked = Math.min(table.count(), ArrayLayout.IMAGES_LOOKED_AT);
    double[][] images = IntStream.range(0, looked).mapToObj(table::pixels).toArray(double[][]::new);
    return ArrayLayout.looksLikePlanes(images) ? PLANES : COLOURS;
  }

  /** What is assumed, a sentence. */
  Optional<String> note() {
    return Optional.of(note).filter(text -> !text.isEmpty());
  }

  /** The index in its row of a pixel's colour. */
  int place(PixelColumns columns, int y, int x, int channel) {
    int height = columns.height();
    int width = columns.width();
    return switch (this) {
      case ROWS -> y * width + x;
      case COLOURS -> (y * width + x) * columns.channels() + channel;
      case PLANES -> (channel * height + y) * width + x;
      case COLUMNS -> x * height + y;
    };
  }
}
