package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.model.Graph;
import dev.weft.model.LayerException;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Networks, optimizers and losses as the JSON of Keras 1 to 3 describes them. What Weft does not have of the network is
 * gathered, so that one message names all of it; what only training needs is left out and noted.
 */
final class ConfigReader {
  /**
   * What a file describes.
   *
   * @param parts the network's layers and where they stand in the file
   * @param places of all layers in the file, in its order
   * @param compiled whether it says the optimizer
   */
  record Described(
      Graph network,
      List<GraphReader.Part> parts,
      List<Place> places,
      Optimizer optimizer,
      Loss loss,
      boolean compiled,
      LeftOut leftOut) {
    /** The names of the network's layers, in Keras's order. */
    List<String> layers() {
      return parts.stream().map(GraphReader.Part::name).toList();
    }
  }

  private ConfigReader() {}

  /**
   * Reads a model's {@code {class_name, config}} and how it was compiled. What {@code compiled} does not say is Keras's
   * default optimizer, RMSprop, and cross-entropy as the loss.
   *
   * @param kerasVersion such as {@code 2.15.0}; empty if unknown, which is read as Keras 3
   * @throws WeftException naming everything that Weft does not have, or the first thing that is not as Keras writes it
   */
  static Described read(Map<String, Object> model, Map<String, Object> compiled, String kerasVersion) {
    Problems problems = new Problems();
    LeftOut leftOut = new LeftOut();
    ModelConfig read = ModelReader.read(model, problems);
    if (read == null) {
      throw problems.exception();
    }
    Shape input = read.inputShape() == null ? null : readShape(read.inputShape(), read);
    GraphReader graph = new GraphReader(problems, leftOut, kerasVersion.matches("[012]\\..*"));
    Graph network = checked(() -> graph.read(read, input));
    if (!problems.isEmpty()) {
      throw problems.exception();
    }
    if (network == null) {
      throw new WeftException(
          "the model does not say its input's shape; give it an Input layer in Keras and save it again.");
    }
    if (isOpen(read.inputShape()) && OpenInput.of(network).isEmpty()) {
      throw open(read.inputShape());
    }
    TrainingReader training = new TrainingReader(leftOut);
    Object spec = compiled.containsKey("optimizer") ? compiled.get("optimizer") : compiled.get("optimizer_config");
    Optimizer optimizer = training.optimizer(spec);
    Loss loss = training.loss(compiled.get("loss"), network);
    training.rest(compiled);
    return new Described(network, graph.parts(), graph.places(), optimizer, loss, spec != null, leftOut);
  }

  private interface Making<T> {
    T make();
  }

  private static <T> T checked(Making<T> making) {
    try {
      return making.make();
    } catch (LayerException e) {
      String rule = e.getMessage().substring(e.getMessage().indexOf(": ") + 2);
      throw new WeftException("layer '" + Quoted.text(e.node()) + "': " + rule, e);
    } catch (IllegalArgumentException e) {
      throw new WeftException(e.getMessage(), e);
    }
  }

  private static boolean isOpen(Object batchShape) {
    return batchShape instanceof List<?> sizes && sizes.stream().skip(1).anyMatch(Objects::isNull);
  }

  private static WeftException open(Object batchShape) {
    return new WeftException(
        "the input's shape must be known, or the network begin with Resizing; the file leaves sizes open, "
            + Quoted.value(batchShape)
            + ": give the Input layer in Keras the shape of your images, or put Resizing behind it, and save the model"
            + " again.");
  }

  private static Shape readShape(Object batchShape, ModelConfig model) {
    List<?> sizes = Json.list(batchShape, "the input's shape");
    if (isOpen(batchShape)) {
      List<Integer> size = OpenInput.firstSize(model).orElseThrow(() -> open(batchShape));
      if (sizes.size() != 4 || !(sizes.get(3) instanceof Integer channels)) {
        throw open(batchShape);
      }
      return checked(() -> Shape.of(size.getFirst(), size.getLast(), channels));
    }
    if (sizes.size() < 2 || !sizes.stream().skip(1).allMatch(Integer.class::isInstance)) {
      throw new WeftException(
          "the input's shape must be [batch, sizes...] with whole numbers for sizes; received "
              + Quoted.value(batchShape)
              + ".");
    }
    return checked(() -> Shape.of(sizes.stream().skip(1).mapToInt(size -> (Integer) size).toArray()));
  }
}
