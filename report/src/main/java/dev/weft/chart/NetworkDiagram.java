package dev.weft.chart;

import dev.weft.Quoted;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.AlphaDropout;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.GaussianDropout;
import dev.weft.model.GaussianNoise;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.Rescaling;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Size;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * A network from its input downwards: a box for each layer with what it does, the shape that leaves it, its weights. A
 * value that does not go to the next box has a line beside the boxes.
 */
record NetworkDiagram(Graph network, SkipConnections skips) implements Drawing {
  private static final double WIDTH = 460;
  private static final double BOX = 40;
  private static final double ARROW = 18;
  private static final double LANE = 14;
  private static final double SHAPE = 245;
  private static final Font KIND = Typeface.bold(12);
  private static final Font FONT = Typeface.regular(11);

  static Chart of(Graph network) {
    String subtitle =
        String.format(Locale.ROOT, "%s, %,d parameters", layers(network.firstCalls().size()), network.parameters());
    return new Chart(network.name(), subtitle, new NetworkDiagram(network, SkipConnections.of(network)));
  }

  private static String layers(int count) {
    return count == 1 ? "1 layer" : count + " layers";
  }

  @Override
  public double width() {
    return WIDTH + (skips.lanes() == 0 ? 0 : 8 + skips.lanes() * LANE);
  }

  @Override
  public double height() {
    return (network.nodes().size() + 1) * (BOX + ARROW) - ARROW;
  }

  @Override
  public void draw(Canvas canvas) {
    drawBox(canvas, 0, Palette.FAINT, "Input", "", network.input().toString(), "");
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      double y = top(i + 1);
      if (node.inputs().contains(i == 0 ? network.inputName() : network.nodes().get(i - 1).name())) {
        drawArrow(canvas, y);
      }
      drawBox(
          canvas,
          y,
          color(node.layer()),
          node.layer().kind(),
          does(node.layer()),
          network.shape(node).toString(),
          weights(node));
    }
    skips.all().forEach(skip -> drawSkip(canvas, skip));
  }

  private static double top(int box) {
    return box * (BOX + ARROW);
  }

  private String weights(Node node) {
    int parameters = node.layer().parameters(network.inputShape(node));
    return parameters == 0
        ? ""
        : network.isFirstCall(node)
            ? String.format(Locale.ROOT, "%,d parameters", parameters)
            : "weights of " + Quoted.line(node.layerName());
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

  private static void drawBox(
      Canvas canvas, double y, Color color, String kind, String does, String shape, String weights) {
    RoundRectangle2D box = new RoundRectangle2D.Double(0, y, WIDTH, BOX, 8, 8);
    canvas.fill(Palette.PAPER, box);
    canvas.outline(Palette.FAINT, 0.75, box);
    canvas.fill(color, new RoundRectangle2D.Double(6, y + 6, 5, BOX - 12, 3, 3));
    canvas.text(kind, KIND, Palette.INK, 20, does.isEmpty() ? y + 24 : y + 17, Canvas.Align.LEFT);
    canvas.text(Typeface.fitted(does, FONT, SHAPE - 30), FONT, Palette.SOFT, 20, y + 32, Canvas.Align.LEFT);
    canvas.text(shape, FONT, Palette.INK, SHAPE, y + 24, Canvas.Align.LEFT);
    canvas.text(weights, FONT, Palette.SOFT, WIDTH - 14, y + 24, Canvas.Align.RIGHT);
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

  private static Color color(Layer layer) {
    return switch (layer) {
      case Conv2D l -> Palette.BLUE;
      case DepthwiseConv2D l -> Palette.BLUE;
      case SeparableConv2D l -> Palette.BLUE;
      case Conv2DTranspose l -> Palette.BLUE;
      case Dense l -> Palette.VERMILION;
      case MaxPooling2D l -> Palette.GREEN;
      case AveragePooling2D l -> Palette.GREEN;
      case GlobalAveragePooling2D l -> Palette.GREEN;
      case GlobalMaxPooling2D l -> Palette.GREEN;
      default -> Palette.GRID;
    };
  }

  private static String does(Layer layer) {
    return switch (layer) {
      case Conv2D l ->
          l.filters()
              + " filters "
              + window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + (l.groups() == 1 ? "" : ", " + l.groups() + " groups")
              + said(l.activation());
      case DepthwiseConv2D l ->
          window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + multiplier(l.depthMultiplier())
              + said(l.activation());
      case SeparableConv2D l ->
          l.filters()
              + " filters "
              + window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + multiplier(l.depthMultiplier())
              + said(l.activation());
      case Conv2DTranspose l ->
          l.filters()
              + " filters "
              + window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + said(l.activation());
      case Dense l -> (l.units() == 1 ? "1 unit" : l.units() + " units") + said(l.activation());
      case MaxPooling2D l -> said(l.poolSize()) + ", strides " + said(l.strides());
      case AveragePooling2D l -> said(l.poolSize()) + ", strides " + said(l.strides());
      case Dropout l -> "rate " + l.rate();
      case SpatialDropout1D l -> "rate " + l.rate();
      case SpatialDropout2D l -> "rate " + l.rate();
      case AlphaDropout l -> "rate " + l.rate();
      case GaussianDropout l -> "rate " + l.rate();
      case GaussianNoise l -> "deviation " + l.stddev();
      case StochasticDepth l -> "rate " + l.dropPathRate();
      case Rescaling l ->
          "times " + said(l.scale()) + (l.offset().equals(List.of(0.0)) ? "" : ", plus " + said(l.offset()));
      case ActivationLayer l -> said(l.activation().name());
      case BatchNormalization l -> "momentum " + l.momentum();
      case LeakyReLU l -> "slope below 0: " + l.negativeSlope();
      case ELU l -> "alpha " + l.alpha();
      case GroupNormalization l -> l.groups() == -1 ? "a group a channel" : l.groups() + " groups";
      default -> "";
    };
  }

  private static String window(Size size, Padding padding, Size strides, Size dilation) {
    return said(size)
        + ", "
        + said(padding)
        + (strides.equals(Size.of(1)) ? "" : ", strides " + said(strides))
        + (dilation.equals(Size.of(1)) ? "" : ", dilation " + said(dilation));
  }

  private static String multiplier(int depthMultiplier) {
    return depthMultiplier == 1 ? "" : ", times " + depthMultiplier;
  }

  private static String said(Size size) {
    return size.height() + "×" + size.width();
  }

  private static String said(List<Double> numbers) {
    return numbers.size() == 1 ? String.format(Locale.ROOT, "%.4g", numbers.getFirst()) : numbers.size() + " numbers";
  }

  private static String said(Activation activation) {
    return activation == Activation.LINEAR ? "" : ", " + said(activation.name());
  }

  private static String said(Object name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
