package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which test images a network has right.
 *
 * @param images their places in the data set
 * @param right for each image, in that order
 */
public record RightAnswers(int[] images, BitSet right) {
  public static RightAnswers of(Predictions predictions) {
    BitSet right = new BitSet(predictions.size());
    for (int i = 0; i < predictions.size(); i++) {
      right.set(i, predictions.isRight(i));
    }
    return new RightAnswers(predictions.images(), right);
  }

  /**
   * Those of a finished run's folder. Of its {@code predictions.csv} only the first three columns are parsed, as there
   * may be a thousand classes; whatever is unusual is left to {@link PredictionsFile#read}.
   *
   * @throws WeftException as that does
   */
  public static RightAnswers read(Path folder) {
    MetricsFile metrics = MetricsFile.read(folder);
    ProvenanceFile provenance = ProvenanceFile.read(folder, metrics);
    Path file = folder.resolve(PredictionsFile.NAME);
    try {
      byte[] bytes = Files.readAllBytes(file);
      metrics.requireAsWritten(file, bytes);
      RightAnswers answers = new Columns(bytes).read();
      if (answers != null
          && answers.size() == provenance.countOf(DataPart.TEST).orElse(answers.size())
          && answers.size() - answers.right.cardinality() == metrics.mistakes()) {
        return answers;
      }
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
    return of(PredictionsFile.read(folder, metrics, provenance).predictions());
  }

  /** The number of images. */
  public int size() {
    return images.length;
  }

  /** How many images both have right. */
  public int bothRight(RightAnswers other) {
    BitSet both = (BitSet) right.clone();
    both.and(other.right);
    return both.cardinality();
  }

  /** How many images this network alone has right. */
  public int aloneRight(RightAnswers other) {
    return right.cardinality() - bothRight(other);
  }

  /** The columns index, label and predicted of a table whose lines are in the order of the index. */
  private static final class Columns {
    private final byte[] bytes;
    private int at;

    Columns(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Null where the table is not written as Weft writes it. */
    RightAnswers read() {
      skipHeader();
      int[] images = new int[1024];
      BitSet right = new BitSet();
      int count = 0;
      while (at < bytes.length) {
        int image = number();
        int label = number();
        int predicted = number();
        if (image < 0 || label < 0 || predicted < 0 || (count > 0 && image <= images[count - 1])) {
          return null;
        }
        images = count == images.length ? Arrays.copyOf(images, 2 * count) : images;
        images[count] = image;
        right.set(count++, label == predicted);
        skipTo('\n');
      }
      return count == 0 ? null : new RightAnswers(Arrays.copyOf(images, count), right);
    }

    /** A class's name may have a line break, in quotes. */
    private void skipHeader() {
      boolean isQuoted = false;
      while (at < bytes.length && (isQuoted || bytes[at] != '\n')) {
        isQuoted ^= bytes[at++] == '"';
      }
      at++;
    }

    /** The digits up to a comma; -1 for anything else. */
    private int number() {
      int number = 0;
      int begin = at;
      for (; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
        number = 10 * number + bytes[at] - '0';
      }
      boolean isNumber = at > begin && at - begin < 10 && at < bytes.length && bytes[at++] == ',';
      return isNumber ? number : -1;
    }

    private void skipTo(char end) {
      while (at < bytes.length && bytes[at++] != end) {}
    }
  }
}
