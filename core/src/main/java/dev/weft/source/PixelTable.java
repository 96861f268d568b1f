package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.source.PixelColumns.Use;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A table with an image a row. Only where the rows begin is kept; an image is read from its row, so that a table needs
 * no memory for its values.
 *
 * @param starts of the rows that are not empty, in bytes, without the header
 * @param lines the number of the line of each row, from 1
 */
record PixelTable(TableText text, byte delimiter, PixelColumns columns, long[] starts, int[] lines) {
  private static final int LINES_LOOKED_AT = 200;

  /** What stands in a row beside its pixels; empty where there is no such column. */
  record Row(String label, String part, String group, NumberRange pixels) {}

  /** The table in a file; empty if it is no table of pixels. */
  static Optional<PixelTable> of(Path path, SourceOptions options, Arena arena) {
    TableText text = TableText.of(path, arena);
    if (!text.isText()) {
      return Optional.empty();
    }
    List<byte[]> first = text.firstLines(LINES_LOOKED_AT);
    byte delimiter = first.isEmpty() ? 0 : TableText.delimiter(first.getLast());
    if (delimiter == 0) {
      return Optional.empty();
    }
    try {
      List<List<String>> fields = first.stream().map(line -> text.texts(line, delimiter)).toList();
      return PixelColumns.of(fields, options).map(columns -> of(text, delimiter, columns));
    } catch (WeftException e) {
      throw new WeftException(path + ": " + e.getMessage(), e);
    }
  }

  private static PixelTable of(TableText text, byte delimiter, PixelColumns columns) {
    long[] starts = new long[1024];
    int[] lines = new int[1024];
    int count = 0;
    int line = 1;
    for (long at = 0; at < text.bytes().byteSize(); line++) {
      long end = text.lineEnd(at);
      if (!text.isEmpty(at, end)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
          lines = Arrays.copyOf(lines, 2 * count);
        }
        starts[count] = at;
        lines[count++] = line;
      }
      at = end + 1;
    }
    int from = columns.header() ? 1 : 0;
    return new PixelTable(
        text, delimiter, columns, Arrays.copyOfRange(starts, from, count), Arrays.copyOfRange(lines, from, count));
  }

  int count() {
    return starts.length;
  }

  /**
   * All rows, read side by side.
   *
   * @throws WeftException if a row is too short or too long, or holds what is no number: the first of them
   */
  List<Row> rows() {
    Map<String, String> words = new ConcurrentHashMap<>(); // one object for each word
    return IntStream.range(0, count())
        .parallel()
        .mapToObj(row -> {
          try {
            return parse(row, new double[pixels()], words);
          } catch (WeftException e) {
            return e;
          }
        })
        .toList()
        .stream()
        .map(row -> {
          if (row instanceof WeftException e) {
            throw e;
          }
          return (Row) row;
        })
        .toList();
  }

  /** The first row with a number below 0 or above 255, as a message; empty if there is none. */
  Optional<WeftException> outside() {
    for (int row = 0; row < count(); row++) {
      double[] pixels = pixels(row);
      for (int i = 0; i < pixels.length; i++) {
        if (pixels[i] < 0 || pixels[i] > 255) {
          return Optional.of(refused(row, columns.pixel(i), "a pixel is 0 to 255, or 0 to 1", shown(pixels[i])));
        }
      }
    }
    return Optional.empty();
  }

  private static String shown(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
  }

  /** The numbers of a row's pixels, in the order of the columns. */
  double[] pixels(int row) {
    double[] pixels = new double[pixels()];
    parse(row, pixels, new HashMap<>());
    return pixels;
  }

  private int pixels() {
    return columns.height() * columns.width() * columns.channels();
  }

  private Row parse(int row, double[] pixels, Map<String, String> words) {
    long end = text.lineEnd(starts[row]);
    Fields fields = new Fields(text.line(starts[row], end), delimiter);
    String[] beside = {"", "", ""};
    Use[] uses = columns.uses();
    int at = 0;
    int column = 0;
    for (; fields.next(); column++) {
      if (column < uses.length) {
        switch (uses[column]) {
          case PIXEL -> pixels[at++] = number(fields, row, column);
          case PIXELS -> at = within(fields, row, column, pixels);
          case LABEL -> beside[0] = word(fields, words);
          case PART -> beside[1] = word(fields, words);
          case GROUP -> beside[2] = word(fields, words);
          case OTHER -> {}
        }
      }
    }
    if (column != uses.length) {
      throw refused(row, "the end", "a row has %s fields".formatted(uses.length), String.valueOf(column));
    }
    if (beside[0].isEmpty()) {
      throw refused(row, columns.column(Arrays.asList(uses).indexOf(Use.LABEL)), "each row has a label", "none");
    }
    return new Row(beside[0], beside[1], beside[2], range(pixels));
  }

  private String word(Fields fields, Map<String, String> words) {
    return words.computeIfAbsent(fields.text(text.charset()).strip(), word -> word);
  }

  private double number(Fields fields, int row, int column) {
    double number = fields.number();
    if (Double.isNaN(number)) {
      String received = fields.text(text.charset());
      throw refused(
          row,
          columns.column(column),
          "a pixel is a number from 0 to 255",
          received.isEmpty() ? "nothing" : "'" + Quoted.text(received) + "'");
    }
    return number;
  }

  private int within(Fields fields, int row, int column, double[] pixels) {
    Fields numbers = fields.within();
    int at = 0;
    while (numbers.next()) {
      if (at < pixels.length) {
        pixels[at] = number(numbers, row, column);
      }
      at++;
    }
    if (at != pixels.length) {
      throw refused(row, columns.column(column), "an image has %s pixels".formatted(pixels.length), String.valueOf(at));
    }
    return at;
  }

  private static NumberRange range(double[] pixels) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (double pixel : pixels) {
      least = Math.min(least, pixel);
      most = Math.max(most, pixel);
      whole &= pixel == Math.rint(pixel);
    }
    return new NumberRange(least, most, whole, true);
  }

  private WeftException refused(int row, String place, String rule, String received) {
    return new WeftException(
        "%s, row %s, %s: %s; received %s; mend the row, or take it out."
            .formatted(text.path(), lines[row], place, rule, received));
  }

  Image image(int row, PixelRange range, PixelOrder order) {
    double[] numbers = pixels(row);
    int height = columns.height();
    int width = columns.width();
    byte[] pixels = new byte[numbers.length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < columns.channels(); c++) {
          pixels[at++] = range.apply(numbers[order.place(columns, y, x, c)]);
        }
      }
    }
    return new Image(height, width, columns.channels(), pixels, List.of());
  }
}
