package dev.weft.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** A network from its input downwards, a box for each layer; the lines of skip connections are beside the boxes. */
record NetworkDiagram(NetworkChart network) implements Drawing {
  private static final double WIDTH = 460;
  private static final double BOX = 40;
  private static final double ARROW = 18;
  private static final double LANE = 14;
  private static final double SHAPE = 245;
  private static final Font KIND = Typeface.bold(12);
  private static final Font FONT = Typeface.regular(11);

  @Override
  public double width() {
    int lanes = network.skips().lanes();
    return WIDTH + (lanes == 0 ? 0 : 8 + lanes * LANE);
  }

  @Override
  public double height() {
    return network.boxes().size() * (BOX + ARROW) - ARROW;
  }

  @Override
  public void draw(Canvas canvas) {
    List<NetworkBox> boxes = network.boxes();
    for (int i = 0; i < boxes.size(); i++) {
      if (network.followsTheOneBefore(i)) {
        drawArrow(canvas, top(i));
      }
      drawBox(canvas, top(i), boxes.get(i));
    }
    network.skips().all().forEach(skip -> drawSkip(canvas, skip));
  }

  private static double top(int box) {
    return box * (BOX + ARROW);
  }

  /** From the right side of one box, down its lane, to the right side of another. */
  private static void drawSkip(Canvas canvas, SkipConnections.Skip skip) {
    double x = WIDTH + 8 + (skip.lane() + 0.5) * LANE;
    double from = top(skip.from()) + BOX - 10;
    double to = top(skip.to()) + 10;
    Path2D line = new Path2D.Double();
    line.moveTo(WIDTH, from);
    line.lineTo(x - 4, from);
    line.quadTo(x, from, x, from + 4);
    line.lineTo(x, to - 4);
    line.quadTo(x, to, x - 4, to);
    line.lineTo(WIDTH + 6, to);
    canvas.outline(Palette.SOFT, 1, line);
    Path2D head = new Path2D.Double();
    head.moveTo(WIDTH + 7, to - 4);
    head.lineTo(WIDTH + 7, to + 4);
    head.lineTo(WIDTH + 1, to);
    head.closePath();
    canvas.fill(Palette.SOFT, head);
  }

  private static void drawBox(Canvas canvas, double y, NetworkBox box) {
    RoundRectangle2D edge = new RoundRectangle2D.Double(0, y, WIDTH, BOX, 8, 8);
    canvas.fill(Palette.PAPER, edge);
    canvas.outline(Palette.FAINT, 0.75, edge);
    canvas.fill(color(box.family()), new RoundRectangle2D.Double(6, y + 6, 5, BOX - 12, 3, 3));
    canvas.text(box.kind(), KIND, Palette.INK, 20, box.does().isEmpty() ? y + 24 : y + 17, Canvas.Align.LEFT);
    canvas.text(Typeface.fitted(box.does(), FONT, SHAPE - 30), FONT, Palette.SOFT, 20, y + 32, Canvas.Align.LEFT);
    canvas.text(box.shape(), FONT, Palette.INK, SHAPE, y + 24, Canvas.Align.LEFT);
    canvas.text(box.weights(), FONT, Palette.SOFT, WIDTH - 14, y + 24, Canvas.Align.RIGHT);
  }

  /** Down to the box that begins at y. */
  private static void drawArrow(Canvas canvas, double y) {
    canvas.line(Palette.SOFT, 1, WIDTH / 2, y - ARROW + 1, WIDTH / 2, y - 4);
    Path2D head = new Path2D.Double();
    head.moveTo(WIDTH / 2 - 4, y - 7);
    head.lineTo(WIDTH / 2 + 4, y - 7);
    head.lineTo(WIDTH / 2, y - 1);
    head.closePath();
    canvas.fill(Palette.SOFT, head);
  }

  private static Color color(NetworkBox.Family family) {
    return switch (family) {
      case CONVOLUTION -> Palette.BLUE;
      case DENSE -> Palette.VERMILION;
      case POOLING -> Palette.GREEN;
      case INPUT -> Palette.FAINT;
      case OTHER -> Palette.GRID;
    };
  }
}
