package dev.weft.engine;

import dev.weft.kernel.Winograd;
import dev.weft.kernel.Winograd.Transform;
import java.util.Arrays;

/**
 * Images to transformed tiles and back, one row of tiles at a time: down all columns of the row at once, then across
 * its tiles. Lines that tiles share are transformed once, and a kernel's call has a whole row to do. Tile by tile, 16
 * channels took twice as long.
 */
final class WinogradRows {
  /** As many floats as a first cache of 32 KB holds; a row of tiles between its two axes takes so many channels. */
  private static final int FLOATS = 1 << 13;

  /** Fewer channels at a time are not worth a call. */
  private static final int LEAST = 32;

  private final WinogradTiles cut;
  private final WinogradPlanes planes;
  private final Winograd winograd;

  /** Numbers along one side of a transformed tile. */
  private final int places;

  /** Pixels of a row of tiles. */
  private final int reach;

  private final int down;

  /** Channels transformed at a time. */
  private final int most;

  /** A row of tiles between its two axes. */
  private final ThreadLocal<float[]> halfway;

  /** A row of tiles that sticks out of the image, with zeros; or tiles that are to be added. */
  private final ThreadLocal<float[]> edge;

  WinogradRows(WinogradSizes sizes, WinogradTiles cut, WinogradPlanes planes) {
    this.cut = cut;
    this.planes = planes;
    winograd = sizes.winograd();
    places = sizes.side();
    reach = (cut.across() - 1) * cut.m() + cut.side();
    down = sizes.tiles() / cut.across();
    int fitting = Math.max(LEAST, FLOATS / (places * reach) / LEAST * LEAST);
    most = Math.min(fitting, cut.channels());
    int numbers = places * Math.max(reach, cut.side() * cut.across()) * most;
    halfway = ThreadLocal.withInitial(() -> new float[numbers]);
    int ofEdge = cut.side() * Math.max(cut.width() * cut.channels(), cut.across() * most);
    edge = ThreadLocal.withInitial(() -> new float[ofEdge]);
  }

  /** Rows of tiles in an image. */
  int down() {
    return down;
  }

  /**
   * Transforms an image's tiles.
   *
   * @param image in {@code images}
   * @param row where the image's tiles go in the first place's matrix
   */
  void gather(Transform transform, float[] images, int image, int row) {
    gatherRows(transform, images, image, row, 0, down);
  }

  /** The same of the rows of tiles {@code first} to {@code end} alone. */
  void gatherRows(Transform transform, float[] images, int image, int row, int first, int end) {
    for (int i = first; i < end; i++) {
      boolean inside = cut.first(i) == 0 && cut.last(i) == cut.side();
      if (!inside) {
        cut.copy(images, image, i, edge.get());
      }
      float[] a = inside ? images : edge.get();
      int at = inside ? cut.at(image, i, 0) : 0;
      for (int c = 0; c < cut.channels(); c += most) {
        gather(transform, a, at, row + i * cut.across(), c, Math.min(most, cut.channels() - c));
      }
    }
  }

  private void gather(Transform transform, float[] a, int at, int row, int c, int n) {
    float[] half = halfway.get();
    int line = cut.width() * cut.channels();
    if (n == cut.channels()) {
      winograd.lines(transform, a, at, 0, line, half, cut.left() * n, 0, reach * n, 1, line);
    } else {
      int pixels = cut.width();
      winograd.lines(transform, a, at + c, cut.channels(), line, half, cut.left() * n, n, reach * n, pixels, n);
    }
    int to = row * planes.step() + c;
    for (int k = 0; k < places; k++) {
      int from = k * reach * n;
      Arrays.fill(half, from, from + cut.left() * n, 0);
      Arrays.fill(half, from + (cut.left() + cut.width()) * n, from + reach * n, 0);
      winograd.lines(
          transform,
          half,
          from,
          cut.m() * n,
          n,
          planes.values(),
          to + k * places * planes.plane(),
          planes.step(),
          planes.plane(),
          cut.across(),
          n);
    }
  }

  /**
   * Transforms the rows of tiles {@code first} to {@code end} of an image back; what of them lies outside of the image
   * is left out.
   */
  void scatter(Transform transform, int row, float[] images, int image, int first, int end) {
    for (int i = first; i < end; i++) {
      for (int c = 0; c < cut.channels(); c += most) {
        int n = Math.min(most, cut.channels() - c);
        downColumns(transform, row + i * cut.across(), c, n);
        for (int line = cut.first(i); line < cut.last(i); line++) {
          acrossTiles(transform, line, images, cut.at(image, i, line) + c, n);
        }
      }
    }
  }

  /** The same of tiles that overlap: they are added to what is there. */
  void add(Transform transform, int row, float[] images, int image) {
    for (int i = 0; i < down; i++) {
      for (int c = 0; c < cut.channels(); c += most) {
        int n = Math.min(most, cut.channels() - c);
        downColumns(transform, row + i * cut.across(), c, n);
        for (int line = cut.first(i); line < cut.last(i); line++) {
          tiles(transform, line, 0, cut.across(), edge.get(), 0, cut.side() * n, n, n);
          cut.add(edge.get(), n, images, cut.at(image, i, line) + c);
        }
      }
    }
  }

  private void downColumns(Transform transform, int row, int c, int n) {
    float[] half = halfway.get();
    int across = cut.across();
    int from = row * planes.step() + c;
    boolean whole = n == planes.step();
    for (int k = 0; k < places; k++) {
      winograd.lines(
          transform,
          planes.values(),
          from + k * planes.plane(),
          planes.step(),
          places * planes.plane(),
          half,
          k * across * n,
          n,
          places * across * n,
          whole ? 1 : across,
          whole ? across * n : n);
    }
  }

  private void acrossTiles(Transform transform, int line, float[] images, int at, int n) {
    int inside = cut.width() / cut.m();
    tiles(transform, line, 0, inside, images, at, cut.m() * cut.channels(), cut.channels(), n);
    if (inside < cut.across()) {
      float[] last = edge.get();
      tiles(transform, line, inside, 1, last, 0, 0, n, n);
      for (int pixel = inside * cut.m(); pixel < cut.width(); pixel++) {
        System.arraycopy(last, (pixel - inside * cut.m()) * n, images, at + pixel * cut.channels(), n);
      }
    }
  }

  private void tiles(
      Transform transform, int line, int first, int count, float[] to, int at, int tileStep, int pixelStep, int n) {
    int across = cut.across() * n;
    int from = line * places * across + first * n;
    winograd.lines(transform, halfway.get(), from, n, across, to, at, tileStep, pixelStep, count, n);
  }
}
