package dev.weft.chart;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Images in rows, with lines of text below each. */
final class ImageGrid implements Drawing {
  private static final int LEAST_COLUMNS = 5;
  private static final int MOST_COLUMNS = 10;
  private static final double SIDE = 60;
  private static final double LONGEST_CAPTION = 116;
  private static final double GAP = 14;
  private static final double LINE = 13;
  private static final double MARK = 9;
  private static final Font FONT = Typeface.regular(10);

  private final List<Tile> tiles;
  private final int columns;
  private final double side;
  private final double tileWidth;
  private final double tileHeight;

  ImageGrid(List<Tile> tiles) {
    this(tiles, columns(tiles.size()), SIDE);
  }

  /**
   * @param side the longer one of an image, in points
   */
  ImageGrid(List<Tile> tiles, int columns, double side) {
    this.tiles = List.copyOf(tiles);
    this.columns = columns;
    this.side = side;
    double widest =
        tiles.stream()
            .flatMap(tile -> tile.captions().stream())
            .mapToDouble(caption -> Typeface.width(caption, FONT))
            .max()
            .orElse(0);
    tileWidth = Math.ceil(Math.clamp(widest, side + 5, Math.max(side + 5, LONGEST_CAPTION)));
    int lines = tiles.stream().mapToInt(tile -> tile.captions().size()).max().orElse(0);
    tileHeight = side + (lines == 0 ? 0 : lines * LINE + 4);
  }

  /** Five to ten, so that the last row is as full as can be. */
  static int columns(int images) {
    int columns = Math.min(images, MOST_COLUMNS);
    for (int fewer = columns - 1; fewer >= LEAST_COLUMNS; fewer--) {
      columns = Math.floorMod(-images, fewer) < Math.floorMod(-images, columns) ? fewer : columns;
    }
    return columns;
  }

  @Override
  public double width() {
    return columns * tileWidth + (columns - 1) * GAP;
  }

  @Override
  public double height() {
    int rows = Math.ceilDiv(tiles.size(), columns);
    return rows * tileHeight + (rows - 1) * GAP;
  }

  @Override
  public void draw(Canvas canvas) {
    for (int i = 0; i < tiles.size(); i++) {
      int row = i / columns;
      draw(canvas, tiles.get(i), i % columns * (tileWidth + GAP), row * (tileHeight + GAP));
    }
  }

  private void draw(Canvas canvas, Tile tile, double x, double y) {
    if (tile.equals(Tile.EMPTY)) {
      return;
    }
    double scale = side / Math.max(tile.image().getWidth(), tile.image().getHeight());
    double width = tile.image().getWidth() * scale;
    double height = tile.image().getHeight() * scale;
    double left = x + (tileWidth - width) / 2;
    double top = y + side - height;
    canvas.image(tile.image(), left, top, width, height);
    drawMark(canvas, tile.mark(), left, top, width, height);
    for (int line = 0; line < tile.captions().size(); line++) {
      String caption = Typeface.fitted(tile.captions().get(line), FONT, tileWidth);
      double baseline = y + side + 2 + (line + 1) * LINE;
      canvas.text(
          caption, FONT, line == 0 ? Palette.INK : Palette.SOFT, x + tileWidth / 2, baseline, Canvas.Align.CENTER);
    }
  }

  private static void drawMark(Canvas canvas, Tile.Mark mark, double x, double y, double width, double height) {
    double corner = x + width - MARK - 4;
    switch (mark) {
      case NONE -> {}
      case RIGHT -> {
        canvas.outline(Palette.GREEN, 1, new Rectangle2D.Double(x - 2, y - 2, width + 4, height + 4));
        canvas.fill(Palette.GREEN, corner, y, MARK + 4, MARK + 4);
        canvas.tick(Palette.PAPER, corner + 2, y + 2, MARK);
      }
      case WRONG -> {
        canvas.dashed(Palette.VERMILION, 2.5, new Rectangle2D.Double(x - 2.5, y - 2.5, width + 5, height + 5));
        canvas.fill(Palette.VERMILION, corner, y, MARK + 4, MARK + 4);
        canvas.cross(Palette.PAPER, corner + 2, y + 2, MARK);
      }
    }
  }
}
