package dev.weft.cli.terminal;

import dev.weft.Quoted;
import dev.weft.dataset.ImageSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Images drawn with letters. A letter is about twice as high as wide, so it stands for two pixels. */
public final class AsciiImage {
  private static final String SHADES = " ░▒▓█";
  private static final int GAP = 2;

  private AsciiImage() {}

  /** The first image of each class with the class's name above it, as many side by side as fit. */
  public static String onePerClass(ImageSet set, int columns) {
    int[] firsts =
        IntStream.range(0, set.classes())
            .flatMap(label -> IntStream.range(0, set.size()).filter(i -> set.label(i) == label).limit(1))
            .toArray();
    return of(set, firsts, i -> Quoted.text(set.classNames().get(set.label(i))), columns);
  }

  /** These images of a set, each with its title above it, as many side by side as fit. */
  public static String of(ImageSet set, int[] images, IntFunction<String> title, int columns) {
    int across = Math.max(1, (columns + GAP) / (set.width() + GAP));
    StringBuilder sketch = new StringBuilder();
    for (int from = 0; from < images.length; from += across) {
      int[] row = IntStream.range(from, Math.min(from + across, images.length)).map(i -> images[i]).toArray();
      sketch.append(row(set, row, title)).append('\n');
    }
    return sketch.toString();
  }

  private static String row(ImageSet set, int[] images, IntFunction<String> title) {
    StringBuilder row = new StringBuilder();
    appendLine(row, IntStream.of(images).mapToObj(title).toList(), set.width());
    List<byte[]> pixels = IntStream.of(images).mapToObj(set::image).toList();
    for (int y = 0; y < set.height(); y += 2) {
      int top = y;
      appendLine(row, pixels.stream().map(image -> line(image, top, set)).toList(), set.width());
    }
    return row.toString();
  }

  private static void appendLine(StringBuilder to, List<String> cells, int width) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      String text = cell.substring(0, Math.min(cell.length(), width));
      line.append(text).append(" ".repeat(width + GAP - text.length()));
    }
    to.append(line.toString().stripTrailing()).append('\n');
  }

  /** Two rows of pixels. */
  private static String line(byte[] image, int top, ImageSet set) {
    int rowBytes = set.width() * set.channels();
    StringBuilder line = new StringBuilder();
    for (int x = 0; x < set.width(); x++) {
      int sum = 0;
      int count = 0;
      for (int y = top; y < Math.min(top + 2, set.height()); y++) {
        for (int channel = 0; channel < set.channels(); channel++) {
          sum += image[y * rowBytes + x * set.channels() + channel] & 0xff;
          count++;
        }
      }
      line.append(SHADES.charAt(sum * SHADES.length() / (255 * count + 1)));
    }
    return line.toString();
  }
}
