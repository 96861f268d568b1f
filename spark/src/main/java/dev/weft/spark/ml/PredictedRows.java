package dev.weft.spark.ml;

import dev.weft.classifier.Classifier;
import dev.weft.spark.ml.Answers.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Adds predictions to the rows of a partition, some at a time. The image of a row gets the same bits whatever its
 * neighbours are.
 *
 * @param checksum of the model's file
 * @param files how files are reached; null where the images are no files
 * @param input the place of the images' column
 */
record PredictedRows(
    String checksum,
    Broadcast<byte[]> model,
    String name,
    Asking asking,
    ImageColumn column,
    Broadcast<SerializableConfiguration> files,
    int input,
    OutputColumns output)
    implements MapPartitionsFunction<Row, Row> {
  /** As many as run through the network together. */
  private static final int MOST_ROWS = 32;

  /** So many bytes of images are held at a time, unless one has more. */
  private static final long MOST_BYTES = 16 << 20;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return rows;
    }
    Classifier classifier = Classifiers.of(checksum, model::value, name, asking);
    Configuration reached = files == null ? null : files.value().value();
    return new Batches(rows, new Answers(classifier, column, reached));
  }

  private final class Batches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Answers answers;
    private final Queue<Row> ready = new ArrayDeque<>();

    Batches(Iterator<Row> rows, Answers answers) {
      this.rows = rows;
      this.answers = answers;
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (ready.isEmpty()) {
        predict();
      }
      return ready.remove();
    }

    private void predict() {
      List<Row> batch = new ArrayList<>();
      List<Object> images = new ArrayList<>();
      long bytes = 0;
      while (rows.hasNext() && batch.size() < MOST_ROWS && bytes < MOST_BYTES) {
        Row row = rows.next();
        Object image = row.get(input);
        batch.add(row);
        images.add(image);
        bytes += image == null ? 0 : column.bytes(image);
      }
      List<Answer> all = answers.of(images);
      for (int i = 0; i < batch.size(); i++) {
        ready.add(extended(batch.get(i), all.get(i)));
      }
    }

    private Row extended(Row row, Answer answer) {
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(row.get(i));
      }
      output.add(cells, answer, answers.classifier().trained());
      return RowFactory.create(cells.toArray());
    }
  }
}
