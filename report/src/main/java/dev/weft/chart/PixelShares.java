package dev.weft.chart;

import dev.weft.dataset.PixelValues;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often the pixels of a set have each value from 1 to 254; 0 and 255, often far commoner, would hide the others.
 */
public final class PixelShares {
  /** The first value of a line. */
  public static final int FIRST = 1;

  private static final int LAST = 254;
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  private PixelShares() {}

  /**
   * The chart of a file or a page.
   *
   * @param channels as {@link PixelValues#ofChannels}
   */
  public static LineChart of(List<PixelValues> channels) {
    double[] values = IntStream.rangeClosed(FIRST, LAST).asDoubleStream().toArray();
    List<Line> lines =
        IntStream.range(0, channels.size())
            .mapToObj(channel -> Line.of(name(channel, channels.size()), values, shares(channels.get(channel))))
            .toList();
    return new LineChart("Pixel values", "", "value", "share", ValueRange.FITTED, ValueRange.FROM_ZERO, lines);
  }

  /** What a channel is called. */
  public static String name(int channel, int channels) {
    if (channels == 1) {
      return "grey";
    }
    return channels == COLOURS.size() ? COLOURS.get(channel) : "channel " + (channel + 1);
  }

  private static double[] shares(PixelValues values) {
    return IntStream.rangeClosed(FIRST, LAST).mapToDouble(values::share).toArray();
  }
}
