package dev.weft.page.explain;

import dev.weft.dataset.ImageSet;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.NearImage;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * All images of an explanation, of one size: what the network saw, the maps over it, class by class, and the nearest
 * training images.
 *
 * @param images in red, green and blue
 */
public record MapTiles(Explanation why, ImageSet images) {
  /** The longest side of a tile; larger images are made smaller. */
  private static final int MOST_SIDE = 160;

  private static final List<String> NO_NAMES = List.of("tile", "other");

  public static MapTiles of(Explanation why) {
    Shape shape = why.image();
    List<byte[]> tiles = new ArrayList<>();
    tiles.add(Overlay.plain(why.seen(), shape));
    for (OfClass asked : why.classes()) {
      for (CheckedMap map : asked.maps()) {
        tiles.add(Overlay.of(why.seen(), shape, map.attribution().map()));
      }
    }
    for (NearImage near : why.nearest()) {
      tiles.add(Overlay.plain(near.pixels(), shape));
    }
    int height = shape.size(0);
    int width = shape.size(1);
    byte[] all = new byte[Math.multiplyExact(tiles.size(), 3 * height * width)];
    for (int i = 0; i < tiles.size(); i++) {
      System.arraycopy(tiles.get(i), 0, all, i * 3 * height * width, 3 * height * width);
    }
    ImageSet set = ImageSet.of(all, new int[tiles.size()], height, width, 3, NO_NAMES);
    double scale = Math.min(1, (double) MOST_SIDE / Math.max(height, width));
    int smallHeight = Math.max(1, (int) Math.round(scale * height));
    int smallWidth = Math.max(1, (int) Math.round(scale * width));
    return new MapTiles(why, set.resized(smallHeight, smallWidth));
  }

  /** The place of what the network saw. */
  public int seen() {
    return 0;
  }

  /** The place of a map among all tiles. */
  public int map(int asked, int method) {
    int place = 1;
    for (OfClass before : why.classes().subList(0, asked)) {
      place += before.maps().size();
    }
    return place + method;
  }

  /** The place of a training image, from the nearest on. */
  public int nearest(int rank) {
    return images.size() - why.nearest().size() + rank;
  }
}
