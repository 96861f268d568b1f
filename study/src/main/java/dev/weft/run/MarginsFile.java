package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The margin of each image that a run learned, by epoch, as its folder keeps them: a line for each image, its place
 * among the training images of the data set, its label, the area under its margin, and the margin of each epoch.
 *
 * @param images their places
 * @param labels their classes
 * @param epochs (epochs) of (images) margins, by how much the score of the label is above the largest other; NaN where
 *     an epoch did not come to an image
 */
public record MarginsFile(int[] images, int[] labels, List<float[]> epochs) {
  static final String NAME = "margins.csv";

  private static final List<String> OF_IMAGE = List.of("index", "label", "area");
  private static final float THOUSANDTHS = 1000;

  static MarginsFile of(ImageSet train, List<float[]> epochs) {
    return new MarginsFile(IntStream.range(0, train.size()).map(train::sourceIndex).toArray(), train.labels(), epochs);
  }

  /** The area under the margin of image i: the mean of its margins over the epochs. */
  public double area(int i) {
    return epochs.stream().mapToDouble(epoch -> epoch[i]).filter(Double::isFinite).average().orElse(0);
  }

  String text() {
    List<Object> header = new ArrayList<>(OF_IMAGE);
    IntStream.rangeClosed(1, epochs.size()).forEach(epoch -> header.add("epoch_" + epoch));
    Stream<List<Object>> lines = IntStream.range(0, images.length).mapToObj(this::line);
    Iterable<List<Object>> all = () -> Stream.concat(Stream.of(header), lines).iterator();
    return Csv.text(all);
  }

  private List<Object> line(int i) {
    List<Object> line = new ArrayList<>(List.of(images[i], labels[i], rounded((float) area(i))));
    for (float[] epoch : epochs) {
      line.add(Float.isNaN(epoch[i]) ? "" : rounded(epoch[i]));
    }
    return line;
  }

  private static float rounded(float value) {
    return Math.round(THOUSANDTHS * value) / THOUSANDTHS;
  }

  /**
   * Reads those of a finished run's folder; empty where its training kept none.
   *
   * @throws WeftException if they cannot be read, or are not what the run wrote
   */
  public static Optional<MarginsFile> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      MetricsFile.read(folder).requireAsWritten(file, bytes);
      return Optional.of(parsed(bytes));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
      throw Damage.of(file, "it is no table of margins", e);
    }
  }

  private static MarginsFile parsed(byte[] bytes) throws IOException {
    InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    try (CSVParser parser = Csv.FORMAT.parse(text)) {
      List<CSVRecord> lines = parser.getRecords();
      List<CSVRecord> rows = lines.subList(1, lines.size());
      int count = lines.getFirst().size() - OF_IMAGE.size();
      List<float[]> epochs = new ArrayList<>();
      for (int epoch = 0; epoch < count; epoch++) {
        float[] margins = new float[rows.size()];
        for (int i = 0; i < margins.length; i++) {
          String cell = rows.get(i).get(OF_IMAGE.size() + epoch);
          margins[i] = cell.isEmpty() ? Float.NaN : Float.parseFloat(cell);
        }
        epochs.add(margins);
      }
      return new MarginsFile(column(rows, 0), column(rows, 1), epochs);
    }
  }

  private static int[] column(List<CSVRecord> rows, int column) {
    return rows.stream().mapToInt(row -> Integer.parseInt(row.get(column))).toArray();
  }
}
