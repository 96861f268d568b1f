package dev.weft.keras;

import dev.weft.engine.ResizedImage;
import dev.weft.image.Digits;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.model.Graph;
import dev.weft.model.Resizing;
import dev.weft.model.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The images that a network takes, by what its file says and by its input. */
final class ImagesTaken {
  private static final Shape OF_MNIST = Shape.of(28, 28, 1);
  private static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  private ImagesTaken() {}

  /** How any image becomes one of them; empty if the network takes no images. */
  static Optional<Intake> by(Graph network, Metadata metadata) {
    return shape(network.input())
        .map(shape ->
            metadata
                .intake()
                .filter(way -> fits(way.preparation(), shape))
                .orElseGet(() ->
                    OpenInput.of(network)
                        .map(open -> resized(open.resizing(), shape))
                        .orElseGet(() -> assumed(shape, metadata))));
  }

  /** The network's own Resizing takes the image as it is, of any size. */
  private static Intake resized(Resizing layer, Shape shape) {
    int channels = shape.size(2);
    return new Intake(
        Preparation.padded(shape.size(0), shape.size(1), channels),
        Digits.NO,
        Optional.of((pixels, height, width) -> ResizedImage.of(layer, pixels, height, width, channels)));
  }

  private static boolean fits(Preparation made, Shape shape) {
    return made.height() == shape.size(0) && made.width() == shape.size(1) && made.channels() == shape.size(2);
  }

  private static Intake assumed(Shape shape, Metadata metadata) {
    boolean takesDigits = shape.equals(OF_MNIST) && metadata.classNames().equals(DIGITS);
    Digits digits =
        takesDigits && metadata.dataset().equals("mnist")
            ? Digits.LEARNED
            : takesDigits && metadata.dataset().isEmpty() ? Digits.ASSUMED : Digits.NO;
    return new Intake(Preparation.padded(shape.size(0), shape.size(1), shape.size(2)), digits);
  }

  /** (height, width, channels); a row of numbers is a square, grey if that can be, otherwise of three colours. */
  static Optional<Shape> shape(Shape input) {
    boolean row = input.rank() == 1 || input.rank() == 2 && (input.size(0) == 1 || input.last() == 1);
    if (input.rank() == 2 && !row) {
      return Optional.of(Shape.of(input.size(0), input.size(1), 1));
    }
    if (input.rank() == 3 && (input.last() == 1 || input.last() == 3)) {
      return Optional.of(input);
    }
    for (int channels = 1; row && channels <= 3; channels += 2) {
      int side = (int) Math.round(Math.sqrt((double) input.elements() / channels));
      if (side * side * channels == input.elements()) {
        return Optional.of(Shape.of(side, side, channels));
      }
    }
    return Optional.empty();
  }
}
