package dev.weft.engine;

import java.util.stream.IntStream;

/**
 * Where the numbers of windows lie in a batch of images. The channels are cut into groups; a window of one group is
 * made of segments of contiguous numbers: its lines, or its pixels where those do not lie side by side.
 *
 * @param windows of one image
 * @param channels of one group
 * @param depth the numbers of one window in one group
 * @param first where each window of the batch begins
 * @param segments for each group, how far each of its segments lies from where a window begins
 * @param segment the length of a segment
 */
record WindowLayout(int windows, int groups, int channels, int depth, int[] first, int[][] segments, int segment) {
  /**
   * @param channels of all groups
   */
  static WindowLayout of(Windows windows, int groups, int channels, int batch) {
    return layout(windows, windows, 0, groups, channels, batch);
  }

  /** The same of windows that begin at their {@code top} and {@code left} in a larger frame. */
  static WindowLayout within(Windows frame, Windows windows, int groups, int channels, int batch) {
    int begin = (windows.top() * frame.paddedWidth() + windows.left()) * channels;
    return layout(frame, windows, begin, groups, channels, batch);
  }

  private static WindowLayout layout(Windows frame, Windows windows, int begin, int groups, int channels, int batch) {
    int ofGroup = channels / groups;
    boolean wholeLines = groups == 1 && windows.dilation().width() == 1;
    int across = wholeLines ? 1 : windows.kernel().width();
    int[][] segments = new int[groups][windows.kernel().height() * across];
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < segments[group].length; i++) {
        int row = i / across * windows.dilation().height();
        int column = i % across * windows.dilation().width();
        segments[group][i] = (row * frame.paddedWidth() + column) * channels + group * ofGroup;
      }
    }
    return new WindowLayout(
        windows.count(),
        groups,
        ofGroup,
        windows.pixels() * ofGroup,
        first(frame, windows, begin, channels, batch),
        segments,
        wholeLines ? windows.kernel().width() * channels : ofGroup);
  }

  private static int[] first(Windows frame, Windows windows, int begin, int channels, int batch) {
    int[] first = new int[batch * windows.count()];
    for (int i = 0; i < first.length; i++) {
      int sample = i / windows.count();
      int row = i % windows.count() / windows.across() * windows.strides().height();
      int column = i % windows.across() * windows.strides().width();
      first[i] = begin + ((sample * frame.paddedHeight() + row) * frame.paddedWidth() + column) * channels;
    }
    return first;
  }

  /** How far each number of a group's window lies from where the window begins. */
  int[] withinWindow(int group) {
    return IntStream.range(0, depth).map(i -> segments[group][i / segment] + i % segment).toArray();
  }
}
