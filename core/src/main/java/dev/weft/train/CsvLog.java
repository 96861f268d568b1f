package dev.weft.train;

import dev.weft.Decimal;
import dev.weft.WholeFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a row per epoch to a CSV file: epoch (from 1), learning_rate, loss, accuracy, val_loss, val_accuracy (empty
 * without validation), seconds and, in a training of several stages, stage (from 1). After each epoch the file is
 * replaced whole. {@link #read} reads it. See <a href="https://keras.io/api/callbacks/csv_logger/">Keras</a>.
 */
public final class CsvLog implements Callback {
  private static final String EPOCH = "epoch";

  private static final List<String> COLUMNS =
      Stream.of(
              Stream.of(EPOCH, EpochResult.LEARNING_RATE),
              Stream.of(Monitor.values()).map(Monitor::toString),
              Stream.of(EpochResult.SECONDS, EpochResult.STAGE))
          .flatMap(names -> names)
          .toList();

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
    rows.add(row(result));
    List<String> columns = result.stage() > 0 ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1);
    WholeFile.write(file, String.join(",", columns) + "\n" + String.join("\n", rows) + "\n");
    return Verdict.CONTINUE;
  }

  private static String row(EpochResult result) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(result.epoch() + 1));
    cells.add(Decimal.text(result.learningRate()));
    for (Monitor monitor : Monitor.values()) {
      cells.add(number(monitor.of(result)));
    }
    cells.add(String.format(Locale.ROOT, "%.3f", result.seconds()));
    if (result.stage() > 0) {
      cells.add(String.valueOf(result.stage()));
    }
    return String.join(",", cells);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  /**
   * Reads such a file; a figure that has no column or whose place is empty is NaN.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no such table
   */
  public static List<EpochResult> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> names = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
    List<EpochResult> epochs = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells.length != names.size() || !names.contains(EPOCH)) {
        throw new IllegalArgumentException("a line has " + cells.length + " values; its header is " + names + ".");
      }
      Map<String, Double> values = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        if (COLUMNS.contains(names.get(i)) && !cells[i].isEmpty()) {
          values.put(names.get(i), Double.valueOf(cells[i]));
        }
      }
      epochs.add(EpochResult.of(Integer.parseInt(cells[names.indexOf(EPOCH)]) - 1, values));
    }
    return epochs;
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
