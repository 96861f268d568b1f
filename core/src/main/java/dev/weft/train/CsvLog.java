package dev.weft.train;

import dev.weft.Decimal;
import dev.weft.WholeFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a row per epoch to a CSV file: epoch (from 1), learning_rate, loss, accuracy, val_loss, val_accuracy (empty
 * without validation) and seconds. After each epoch the file is replaced whole. See <a
 * href="https://keras.io/api/callbacks/csv_logger/">Keras</a>.
 */
public final class CsvLog implements Callback {
  private static final String HEADER = "epoch,learning_rate,loss,accuracy,val_loss,val_accuracy,seconds";

  private final Path file;
  private final List<String> rows = new ArrayList<>();

  public CsvLog(Path file) {
    this.file = file;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    rows.clear();
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    rows.add(
        String.join(
            ",",
            String.valueOf(result.epoch() + 1),
            Decimal.text(result.learningRate()),
            number(result.loss()),
            number(result.accuracy()),
            number(result.valLoss()),
            number(result.valAccuracy()),
            String.format(Locale.ROOT, "%.3f", result.seconds())));
    WholeFile.write(file, HEADER + "\n" + String.join("\n", rows) + "\n");
    return Verdict.CONTINUE;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(rows.size());
    for (String row : rows) {
      out.writeUTF(row);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    rows.clear();
    for (int count = in.readInt(); count > 0; count--) {
      rows.add(in.readUTF());
    }
  }
}
