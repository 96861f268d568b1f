package dev.weft.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an epoch costs Weft when one size grows: of W1's network, and threads for W3 and W5, too. */
final class Growth {
  private final Path root;
  private final Path logs;
  private final int threads;

  Growth(Path root, Path logs, int threads) {
    this.root = root;
    this.logs = logs;
    this.threads = threads;
  }

  /**
   * @param value of {@code what}: images (those of the set again and again), width, batch or threads
   */
  record Row(String what, int value, int images, Measurement measurement) {}

  void measure(List<Row> rows) throws IOException, InterruptedException {
    for (int images : new int[] {6_000, 60_000, 600_000}) {
      rows.add(row("images", images, images, 256, 32, threads));
    }
    for (int width : new int[] {64, 256, 1_024, 4_096}) {
      rows.add(row("width", width, 12_000, width, 32, threads));
    }
    for (int batch : new int[] {8, 32, 128, 1_024}) {
      rows.add(row("batch", batch, 60_000, 256, batch, threads));
    }
    for (int count : new int[] {1, 2, 4}) {
      rows.add(row("threads", count, 60_000, 256, 32, count));
    }
    for (int count : new int[] {1, 2, 4}) {
      rows.add(row("threads, W3", count, 12_000, List.of("workload=w3"), count));
    }
    for (int count : new int[] {1, 2, 4}) {
      rows.add(row("threads, W5", count, 3_000, List.of("workload=w5"), count));
    }
  }

  private Row row(String what, int value, int images, int width, int batch, int threads)
      throws IOException, InterruptedException {
    return row(what, value, images, List.of("workload=w1", "batch=" + batch, "width=" + width), threads);
  }

  private Row row(String what, int value, int images, List<String> of, int threads)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(of);
    words.addAll(List.of("epochs=4", "images=" + images));
    Measurement measurement =
        Measurement.take(
            root,
            Contestant.WEFT,
            new Contestant.Setting(threads, "PASSIVE"),
            words,
            60,
            logs.resolve("growth-" + what.replace(", ", "-") + "-" + value + ".log"));
    System.err.printf(
        Locale.ROOT, "%s %d: %s%n", what, value, measurement.ok() ? measurement.seconds() : measurement.failure());
    return new Row(what, value, images, measurement);
  }
}
