package dev.weft.cli.model;

import dev.weft.WeftException;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.cli.model.ImageArguments.Named;
import dev.weft.image.PreparedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads images on several threads and asks a classifier about many of them at a time. */
final class ImagePredictor implements AutoCloseable {
  /** Images that are decoded before the model is asked. */
  static final int BATCH = 256;

  private final Classifier classifier;
  private final ExecutorService readers;

  ImagePredictor(Classifier classifier) {
    this.classifier = classifier;
    readers =
        Executors.newFixedThreadPool(classifier.trained().options().threads(), Thread.ofPlatform().daemon().factory());
  }

  /** An image ready to be asked about, or the prediction that there is none. */
  private record Ready(PreparedImage image, Prediction failed) {}

  /** What the model says of each image, in their order, some at a time; the next are read meanwhile. */
  void predict(List<Named> images, Consumer<List<Prediction>> use) {
    List<Future<Ready>> next = reading(images, 0);
    for (int from = 0; from < images.size(); from += BATCH) {
      List<Future<Ready>> now = next;
      next = reading(images, from + BATCH);
      use.accept(predictions(images.subList(from, from + now.size()), now));
    }
  }

  private List<Future<Ready>> reading(List<Named> images, int from) {
    return images.stream().skip(from).limit(BATCH).map(image -> readers.submit(() -> read(image))).toList();
  }

  private List<Prediction> predictions(List<Named> images, List<Future<Ready>> reading) {
    List<Prediction> predictions = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<PreparedImage> prepared = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Ready ready = result(reading.get(i));
      predictions.add(ready.failed);
      if (ready.failed == null) {
        places.add(i);
        prepared.add(ready.image);
      }
    }
    List<Prediction> answered = answers(places.stream().map(images::get).toList(), prepared);
    for (int i = 0; i < places.size(); i++) {
      predictions.set(places.get(i), answered.get(i));
    }
    return predictions;
  }

  private List<Prediction> answers(List<Named> images, List<PreparedImage> prepared) {
    List<Prediction> predictions = new ArrayList<>();
    try {
      List<Classification> answers = classifier.classifyPrepared(prepared);
      for (int i = 0; i < answers.size(); i++) {
        predictions.add(Prediction.of(images.get(i).name(), answers.get(i)));
      }
    } catch (WeftException e) { // of one of them; which, only the others tell
      for (int i = 0; i < images.size(); i++) {
        predictions.add(alone(images.get(i).name(), prepared.get(i)));
      }
    }
    return predictions;
  }

  private Prediction alone(String name, PreparedImage prepared) {
    try {
      return Prediction.of(name, classifier.classifyPrepared(List.of(prepared)).getFirst());
    } catch (WeftException e) {
      return Prediction.failed(name, name + ": " + e.getMessage());
    }
  }

  private Ready read(Named image) {
    if (image.error() != null) {
      return new Ready(null, Prediction.failed(image.name(), image.error()));
    }
    try {
      return new Ready(image.reading().by(classifier), null);
    } catch (WeftException e) {
      return new Ready(null, Prediction.failed(image.name(), e.getMessage()));
    }
  }

  private static Ready result(Future<Ready> reading) {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeftException("the prediction was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
