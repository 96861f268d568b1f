package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a network predicts for the test images, as a run's folder keeps it: a line for each image, its place in the data
 * set, its class, the predicted class, and a probability for each class.
 *
 * @param classNames in the classes' order
 * @param predictions of the images in ascending order of their places
 */
public record PredictionsFile(List<String> classNames, Predictions predictions) {
  static final String NAME = "predictions.csv";

  /** The same of the images alone, where the network was asked about several views of each. */
  static final String WITHOUT_TTA = "predictions-without-tta.csv";

  /** The same of the fold that a training of a cross-validation did not learn: its places are among training images. */
  static final String OF_FOLD = "fold-predictions.csv";

  private static final double ROUNDING = 1e-6;
  private static final List<String> OF_IMAGE = List.of("index", "label", "predicted");

  static PredictionsFile of(ImageSet images, Predictions predictions) {
    int[] places = IntStream.range(0, images.size()).map(images::sourceIndex).toArray();
    return new PredictionsFile(images.classNames(), predictions.of(places));
  }

  String text() {
    int[] images = predictions.images();
    List<Object> header = new ArrayList<>(OF_IMAGE);
    header.addAll(classNames);
    List<List<Object>> rows = new ArrayList<>(List.of(header));
    for (int i = 0; i < images.length; i++) {
      List<Object> row = new ArrayList<>(List.of(images[i], predictions.labels()[i], predictions.predicted(i)));
      for (int label = 0; label < predictions.classes(); label++) {
        row.add((float) predictions.probability(i, label));
      }
      rows.add(row);
    }
    return Csv.text(rows);
  }

  /**
   * Reads those of a finished run's folder, by the images' places, in whatever order its lines are.
   *
   * @throws WeftException if they cannot be read, or are not what the run wrote: by their checksum where the run kept
   *     one, by their number, and by the mistakes in them
   */
  public static PredictionsFile read(Path folder) {
    MetricsFile metrics = MetricsFile.read(folder);
    return read(folder, metrics, ProvenanceFile.read(folder, metrics));
  }

  /**
   * Those of the fold that a training of a cross-validation did not learn; empty where the run kept none.
   *
   * @throws WeftException if they cannot be read, or are not what the run wrote
   */
  public static Optional<PredictionsFile> ofFold(Path folder) {
    return Files.exists(folder.resolve(OF_FOLD))
        ? Optional.of(read(folder.resolve(OF_FOLD), MetricsFile.read(folder), read -> {}))
        : Optional.empty();
  }

  static PredictionsFile read(Path folder, MetricsFile metrics, ProvenanceFile provenance) {
    return read(folder.resolve(NAME), metrics, read -> read.requireAll(metrics, provenance));
  }

  /** Those of the images alone, where the network was asked about several views of each. */
  static PredictionsFile withoutViews(Path folder, MetricsFile metrics) {
    return read(folder.resolve(WITHOUT_TTA), metrics, read -> {});
  }

  private static PredictionsFile read(Path file, MetricsFile metrics, Consumer<PredictionsFile> check) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      metrics.requireAsWritten(file, bytes);
      PredictionsFile read = parsed(bytes);
      check.accept(read);
      return read;
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
      throw Damage.of(file, e instanceof Wrong ? e.getMessage() : "it is no table of predictions", e);
    }
  }

  /** What is wrong with the lines, in words. */
  private static final class Wrong extends IllegalArgumentException {
    Wrong(String message) {
      super(message);
    }
  }

  private static PredictionsFile parsed(byte[] bytes) throws IOException {
    InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    try (CSVParser parser = Csv.FORMAT.parse(text)) {
      List<CSVRecord> lines = parser.getRecords();
      List<String> header = lines.isEmpty() ? List.of() : lines.getFirst().toList();
      if (header.size() <= OF_IMAGE.size() || !header.subList(0, OF_IMAGE.size()).equals(OF_IMAGE)) {
        throw new Wrong("its first line does not begin with " + String.join(",", OF_IMAGE));
      }
      List<String> names = header.subList(OF_IMAGE.size(), header.size());
      List<CSVRecord> rows = new ArrayList<>(lines.subList(1, lines.size()));
      rows.sort(Comparator.comparingInt(row -> Integer.parseInt(row.get(0))));
      return of(names, rows);
    }
  }

  private static PredictionsFile of(List<String> names, List<CSVRecord> rows) {
    int classes = names.size();
    int[] images = new int[rows.size()];
    int[] labels = new int[rows.size()];
    float[] probabilities = new float[Math.multiplyExact(rows.size(), classes)];
    for (int i = 0; i < images.length; i++) {
      CSVRecord row = rows.get(i);
      String line = "its line " + row.getRecordNumber();
      if (row.size() != OF_IMAGE.size() + classes) {
        throw new Wrong(
            String.format(
                Locale.ROOT,
                "%s has %d values, and its first line has %d",
                line,
                row.size(),
                OF_IMAGE.size() + classes));
      }
      images[i] = Integer.parseInt(row.get(0));
      labels[i] = Integer.parseInt(row.get(1));
      if (images[i] < 0 || (i > 0 && images[i] == images[i - 1])) {
        throw new Wrong(String.format(Locale.ROOT, "%s has the index %d, which no image or two have", line, images[i]));
      }
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new Wrong(
            String.format(Locale.ROOT, "%s has the label %d, and there are %d classes", line, labels[i], classes));
      }
      for (int label = 0; label < classes; label++) {
        probabilities[i * classes + label] = Float.parseFloat(row.get(OF_IMAGE.size() + label));
      }
    }
    return new PredictionsFile(names, Predictions.of(labels, probabilities, classes).of(images));
  }

  private void requireAll(MetricsFile metrics, ProvenanceFile provenance) {
    int count = predictions.size();
    int tested = provenance.countOf(DataPart.TEST).orElse(count);
    if (tested != count) {
      throw new Wrong(String.format(Locale.ROOT, "it has %,d images, and %,d were tested", count, tested));
    }
    int mistakes = ConfusionMatrix.of(predictions).mistakes();
    if (mistakes != metrics.mistakes()) {
      throw new Wrong(
          String.format(
              Locale.ROOT,
              "%,d of its predictions are wrong, and %s has %,d mistakes",
              mistakes,
              RunFolder.METRICS,
              metrics.mistakes()));
    }
    double right = 1 - (double) mistakes / count;
    double said = metrics.test().getOrDefault(Metric.ACCURACY.key(), right);
    if (!(Math.abs(said - right) < ROUNDING)) {
      throw new Wrong(
          String.format(
              Locale.ROOT, "%.4f of its predictions are right, and %s says %.4f", right, RunFolder.METRICS, said));
    }
  }

  /**
   * Refuses predictions of other images.
   *
   * @param test the test images
   * @throws WeftException if their number, or the class of one, is not the same
   */
  public void requireOf(ImageSet test, Path folder) {
    int[] images = predictions.images();
    for (int i = 0; i < Math.max(test.size(), images.length); i++) {
      if (i >= test.size()
          || i >= images.length
          || test.sourceIndex(i) != images[i]
          || test.label(i) != predictions.labels()[i]) {
        throw Damage.of(
            folder.resolve(NAME),
            String.format(
                Locale.ROOT,
                "its image %d is not the one with this number in the data set",
                i < images.length ? images[i] : i));
      }
    }
  }
}
