package dev.weft.cli.data;

import dev.weft.cli.terminal.Tables;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.PixelValues;
import java.util.stream.IntStream;

/** Images as the numbers of their pixels, a row a line. */
final class PixelNumbers {
  private static final int CELL = 4;

  private PixelNumbers() {}

  /**
   * Each image with its index and class above it, and which values its pixels have below; channels below each other.
   *
   * @param width where a row is wider, its right part is continued below
   */
  static String of(ImageSet set, int[] images, int width) {
    StringBuilder text = new StringBuilder();
    for (int i : images) {
      text.append(i).append(": ").append(Tables.named(set.label(i), set.classNames())).append('\n');
      byte[] image = set.image(i);
      for (int channel = 0; channel < set.channels(); channel++) {
        append(text, set, image, channel, Math.max(1, width / CELL));
      }
      PixelValues values = PixelValues.of(image);
      text.append(values.sentence()).append("; the set of values:\n");
      append(text, values.values(), Math.max(1, width / CELL));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, ImageSet set, byte[] image, int channel, int across) {
    for (int from = 0; from < set.width(); from += across) {
      int to = (int) Math.min((long) from + across, set.width());
      text.append(title(set, channel, from, to));
      for (int y = 0; y < set.height(); y++) {
        int row = y * set.width();
        IntStream.range(from, to)
            .map(x -> image[(row + x) * set.channels() + channel] & 0xff)
            .mapToObj(PixelNumbers::cell)
            .forEach(text::append);
        text.append('\n');
      }
      text.append('\n');
    }
  }

  private static void append(StringBuilder text, int[] values, int across) {
    for (int i = 0; i < values.length; i++) {
      text.append(cell(values[i])).append(i % across == across - 1 || i == values.length - 1 ? "\n" : "");
    }
    text.append('\n');
  }

  private static String cell(int value) {
    return " ".repeat(CELL - String.valueOf(value).length()) + value;
  }

  private static String title(ImageSet set, int channel, int from, int to) {
    String of = set.channels() == 1 ? "" : "channel " + channel;
    String columns = to - from == set.width() ? "" : "columns " + from + " to " + (to - 1);
    String title = of + (of.isEmpty() || columns.isEmpty() ? "" : ", ") + columns;
    return title.isEmpty() ? "" : title + "\n";
  }
}
