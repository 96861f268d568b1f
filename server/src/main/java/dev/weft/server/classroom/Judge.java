package dev.weft.server.classroom;

import dev.weft.Finite;
import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Sha256;
import dev.weft.keras.KerasModel;
import dev.weft.metrics.Predictions;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Outputs;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import dev.weft.modelfile.ModelFiles;
import dev.weft.train.Predictor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Judges networks of students by the test images, within limits, so that no file stops the server.
 *
 * @param limit how long one network may take
 */
record Judge(ClassTest test, Duration limit) {
  /** ResNet50 takes 4 thousand million of them for an image of 224 x 224. */
  private static final long MOST_PRODUCTS = 5_000_000_000L;

  private static final long MOST_PARAMETERS = 100_000_000;
  private static final long MOST_NUMBERS = 200_000_000;
  private static final long MOST_BYTES = 10_000_000_000L;
  private static final int CHUNK = 32;
  private static final double NANOS = 1e9;

  /** What a file is, if it can be judged. */
  record Entrant(KerasModel file, int[] classes, List<String> notes) {}

  /**
   * Reads a file and asks its network about one blank image.
   *
   * @throws WeftException if it is no model, takes no images, has other classes, or is too large
   * @throws OutOfMemoryError if there is too little memory now
   */
  Entrant entrant(Path file) {
    try {
      KerasModel model = ModelFiles.read(file);
      requireSmall(model.model().network());
      Entrant entrant = entrant(model);
      long bytes = (long) model.model().network().input().elements() * test.images().size();
      require("bytes of test images of its size", bytes, MOST_BYTES);
      requireRunnable(model);
      return entrant;
    } catch (WeftException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new WeftException(
          "the file must be a model that Weft can run; it is not (%s); write it anew with 'weft train' or Keras."
              .formatted(Quoted.message(e)),
          e);
    }
  }

  private Entrant entrant(KerasModel model) {
    if (model.intake().isEmpty()
        || model.model().network().output().elements() != model.model().network().output().last()) {
      throw new WeftException(
          "the network must take images (height, width, 1 or 3) and give one number for each class; it takes %s and gives %s."
              .formatted(model.model().network().input(), model.model().network().output()));
    }
    List<String> own = shown(model.metadata().classNames());
    List<String> wanted = shown(test.images().classNames());
    List<String> notes = new ArrayList<>(model.notes());
    int[] classes = own.stream().mapToInt(wanted::indexOf).toArray();
    List<String> missing = wanted.stream().filter(name -> !own.contains(name)).toList();
    if (!missing.isEmpty() && own.equals(IntStream.range(0, wanted.size()).mapToObj(String::valueOf).toList())) {
      classes = IntStream.range(0, wanted.size()).toArray();
      notes.add("its file numbers its classes; they are taken in this order: %s.".formatted(Quoted.list(wanted)));
    } else if (!missing.isEmpty()) {
      throw new WeftException(
          "the network must know the classes %s; it has no %s, but %s; train it on %s."
              .formatted(Quoted.list(wanted), Quoted.list(missing), Quoted.list(own), test.task()));
    }
    Object learned = model.metadata().provenance().get("dataset") instanceof Map<?, ?> of ? of.get("sha256") : null;
    if (learned != null && !learned.equals(test.taskChecksum())) {
      notes.add("its file says that it learned other images than %s.".formatted(test.task()));
    }
    return new Entrant(model, classes, List.copyOf(notes));
  }

  private static List<String> shown(List<String> names) {
    return names.stream().map(Quoted::line).toList();
  }

  private static void requireSmall(Graph network) {
    long parameters = 0;
    long products = 0;
    long numbers = network.input().elements();
    for (Node node : network.nodes()) {
      Shape output = network.shape(node);
      long places = output.elements() / Math.max(1, output.last());
      long weights = network.weights(node).stream().map(Weight::shape).mapToLong(Shape::elements).sum();
      parameters += weights;
      products += weights * Math.max(1, places);
      numbers += output.elements();
    }
    require("parameters", parameters, MOST_PARAMETERS);
    require("multiplications for an image", products, MOST_PRODUCTS);
    require("numbers on the way of an image", numbers, MOST_NUMBERS);
  }

  private static void require(String what, long received, long most) {
    if (received > most) {
      throw new WeftException(
          String.format(
              Locale.ROOT, "a network may have %,d %s; received %,d; hand in a smaller one.", most, what, received));
    }
  }

  /** A layer that cannot be carried out is found here, not when the class is closed. */
  private static void requireRunnable(KerasModel model) {
    try (Predictor predictor = model.model().predictor(1)) {
      predictor.predict(new float[model.model().network().input().elements()]);
    }
  }

  /**
   * Judges a network; whatever is wrong with it stands in the judgement.
   *
   * @param isStopped asked after each few images
   * @return empty if it was stopped
   * @throws WeftException if the test images or the model's file are not as they were, which is no fault of the network
   * @throws OutOfMemoryError if there is too little memory now
   */
  Optional<Judgement> judge(HandIn handIn, Path model, BooleanSupplier isStopped) {
    try {
      return Optional.of(judged(handIn, model, isStopped));
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  private Judgement judged(HandIn handIn, Path model, BooleanSupplier isStopped) {
    requireHandedIn(handIn, model);
    long begun = System.nanoTime();
    Entrant entrant;
    try {
      entrant = entrant(model);
    } catch (WeftException e) {
      return Judgement.refused(handIn, since(begun), e.getMessage().replace(model.toString(), "the file"));
    }
    ImageSet images = test.takenBy(entrant.file().intake().orElseThrow());
    try {
      int[] predicted = predicted(entrant, images, begun, isStopped);
      Object seconds = entrant.file().metadata().provenance().get("train_seconds");
      return new Judgement(
          handIn.user(),
          handIn.model(),
          Instant.now(),
          since(begun),
          predicted,
          entrant.file().model().network().parameters(),
          seconds instanceof Number number ? (Double) number.doubleValue() : null,
          entrant.notes(),
          "");
    } catch (CancellationException e) {
      throw e;
    } catch (WeftException e) {
      return Judgement.refused(handIn, since(begun), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      String why = "the network failed while it was asked: %s.".formatted(Quoted.message(e));
      return Judgement.refused(handIn, since(begun), why);
    }
  }

  private static void requireHandedIn(HandIn handIn, Path model) {
    if (!Sha256.of(model).equals(handIn.model())) {
      throw new WeftException("%s must be as it was handed in; it is not; put a copy of it back.".formatted(model));
    }
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / NANOS;
  }

  private int[] predicted(Entrant entrant, ImageSet images, long begun, BooleanSupplier isStopped) {
    KerasModel file = entrant.file();
    Outputs outputs = Outputs.of(file.model().network(), file.model().loss());
    int count = file.model().network().output().last();
    int[] predicted = new int[images.size()];
    try (Predictor predictor = file.model().predictor(Runtime.getRuntime().availableProcessors())) {
      for (int from = 0; from < images.size(); from += CHUNK) {
        if (isStopped.getAsBoolean()) {
          throw new CancellationException("the server stops");
        }
        int some = Math.min(CHUNK, images.size() - from);
        float[] given = predictor.predict(file.model().inputs(images, from, some));
        if (Finite.exception(given).isPresent()) {
          throw new WeftException("the network must give finite numbers; it does not; its training went wrong.");
        }
        float[] perClass = outputs.perClass(given, count);
        Predictions chunk = Predictions.of(new int[some], perClass, perClass.length / some); // true classes: not asked
        for (int i = 0; i < some; i++) {
          predicted[from + i] = entrant.classes()[chunk.predicted(i)];
        }
        if (System.nanoTime() - begun > limit.toNanos()) {
          throw new WeftException(
              String.format(
                  Locale.ROOT,
                  "a network may take %,d s; after them this one had %,d of %,d images.",
                  limit.toSeconds(),
                  from + some,
                  images.size()));
        }
      }
    }
    return predicted;
  }
}
