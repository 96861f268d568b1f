package dev.weft.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an epoch costs Weft when one size grows. */
final class Growth {
  private final Runner runner;
  private final int threads;
  private final boolean chosen;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param chosen whether to measure what was not measured before
   */
  Growth(Runner runner, int threads, boolean chosen) {
    this.runner = runner;
    this.threads = threads;
    this.chosen = chosen;
  }

  /**
   * @param value of {@code what}
   */
  record Row(Workload workload, String what, int value, int images, Measurement measurement) {}

  List<Row> measure() throws IOException, InterruptedException {
    for (int images : new int[] {6_000, 60_000, 600_000}) {
      row(Workload.W1, "images", images, images, "");
    }
    for (int units : new int[] {64, 256, 1_024, 4_096}) {
      row(Workload.W1, "units", units, 12_000, "size=" + units);
    }
    for (int batch : new int[] {8, 32, 128, 1_024}) {
      row(Workload.W1, "batch", batch, 60_000, "batch=" + batch);
    }
    for (int side : new int[] {28, 32, 64, 96, 128}) {
      row(Workload.W8, "pixels of a side", side, 384 * 28 * 28 / (side * side) / 16 * 16, "batch=16 size=" + side);
    }
    for (int batch : new int[] {8, 32, 128}) {
      row(Workload.W8, "batch", batch, 384, "batch=" + batch);
    }
    for (int layers : new int[] {20, 56}) {
      row(Workload.W7, "layers", layers, 256, "family=RESNET" + layers);
    }
    for (int layers : new int[] {50, 101, 152}) {
      row(Workload.W10, "layers", layers, 16, "batch=1 family=RESNET" + layers);
    }
    for (int batch : new int[] {8, 32, 128}) {
      row(Workload.W7, "batch", batch, 256, "batch=" + batch);
    }
    for (int count : new int[] {1, 2, 4}) {
      threads(Workload.W1, count, 60_000);
      threads(Workload.W3, count, 6_000);
      threads(Workload.W7, count, 256);
    }
    return rows;
  }

  private void threads(Workload workload, int count, int images) throws IOException, InterruptedException {
    row(workload, "threads", count, images, "", count);
  }

  private void row(Workload workload, String what, int value, int images, String words)
      throws IOException, InterruptedException {
    row(workload, what, value, images, words, threads);
  }

  private void row(Workload workload, String what, int value, int images, String words, int threads)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("workload=" + workload.key(), "epochs=4", "seconds=5"));
    all.add("images=" + images);
    all.addAll(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    String name = "growth-%s-%s-%s".formatted(workload.key(), what.replace(' ', '-'), value);
    Runner.Order order =
        new Runner.Order(Contestant.WEFT, new Contestant.Setting(threads, "PASSIVE"), workload, all, name);
    Measurement kept = runner.kept(order);
    if (kept != null || chosen) {
      rows.add(new Row(workload, what, value, images, kept != null ? kept : runner.measure(order, 10)));
    }
  }
}
