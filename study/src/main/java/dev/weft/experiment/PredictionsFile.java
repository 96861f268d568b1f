package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.data.ImageSet;
import dev.weft.metrics.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a network said of the test pictures, as a run's folder keeps it: a line for each picture, its place in the data
 * set, its class, the predicted class, and a probability for each class.
 *
 * @param classNames in the classes' order
 * @param pictures each picture's place in its data set
 */
public record PredictionsFile(List<String> classNames, int[] pictures, Predictions predictions) {
  static final String NAME = "predictions.csv";

  private static final List<String> OF_PICTURE = List.of("index", "label", "predicted");

  static PredictionsFile of(ImageSet pictures, Predictions predictions) {
    int[] places = IntStream.range(0, pictures.size()).map(pictures::sourceIndex).toArray();
    return new PredictionsFile(pictures.classNames(), places, predictions);
  }

  String text() {
    List<Object> header = new ArrayList<>(OF_PICTURE);
    header.addAll(classNames);
    List<List<Object>> rows = new ArrayList<>(List.of(header));
    for (int i = 0; i < pictures.length; i++) {
      List<Object> row = new ArrayList<>(List.of(pictures[i], predictions.labels()[i], predictions.predicted(i)));
      for (int label = 0; label < predictions.classes(); label++) {
        row.add((float) predictions.probability(i, label));
      }
      rows.add(row);
    }
    return Csv.text(rows);
  }

  /**
   * Reads those of a run's folder.
   *
   * @throws WeftException if they cannot be read, or are not what Weft wrote
   */
  public static PredictionsFile read(Path folder) {
    Path file = folder.resolve(NAME);
    try (CSVParser parser = Csv.FORMAT.parse(Files.newBufferedReader(file))) {
      List<CSVRecord> rows = parser.getRecords();
      List<String> names = rows.getFirst().toList().subList(OF_PICTURE.size(), rows.getFirst().size());
      int count = rows.size() - 1;
      int[] pictures = new int[count];
      int[] labels = new int[count];
      float[] probabilities = new float[count * names.size()];
      for (int i = 0; i < count; i++) {
        CSVRecord row = rows.get(i + 1);
        pictures[i] = Integer.parseInt(row.get(0));
        labels[i] = Integer.parseInt(row.get(1));
        for (int label = 0; label < names.size(); label++) {
          probabilities[i * names.size() + label] = Float.parseFloat(row.get(OF_PICTURE.size() + label));
        }
      }
      return new PredictionsFile(names, pictures, Predictions.of(labels, probabilities, names.size()));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (RuntimeException e) {
      throw new WeftException(file + " must be what Weft wrote; it is something else; remove its folder.", e);
    }
  }
}
