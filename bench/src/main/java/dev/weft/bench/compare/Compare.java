package dev.weft.bench.compare;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.bench.Peak;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs Weft and other libraries in turn, each in a process of its own, and writes what came out. Sides take turns in
 * every round, so that what else the machine does meets all of them.
 */
public final class Compare {
  /** Images of an epoch when settings are tried. */
  private static final int TRIED = 3_000;

  private static final int MOST_MINUTES = 6;

  private final Path root;
  private final Options options;
  private final Interpreters interpreters = Interpreters.ofUser();
  private final Runner runner;
  private final Results results = new Results();

  private Compare(Path root, Options options) throws IOException {
    this.root = root;
    this.options = options;
    runner = new Runner(root, interpreters);
  }

  public static void main(String[] args) throws Exception {
    try {
      new Compare(Path.of(args[0]), Options.parse(List.of(args).subList(1, args.length))).run();
    } catch (IllegalArgumentException | WeftException e) {
      System.err.println("bench/compare: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    Datasets.load("mnist", null, Progress.NONE);
    Datasets.load("fashion-mnist", null, Progress.NONE);
    for (int i = 0; i < 3; i++) {
      Peak.gigaflops();
    }
    if (!options.resume()) {
      runner.forget();
    }
    List<Contestant> sides = sides();
    for (Workload workload : Workload.values()) {
      for (int batch : workload.batches()) {
        measure(new Results.Case(workload, batch), sides.stream().filter(side -> side.does(workload)).toList());
        write(sides);
      }
    }
    results.growth.addAll(new Growth(runner, options.number("--threads"), options.chooses("growth")).measure());
    write(sides);
    System.err.println("written: " + options.values().get("--out"));
  }

  /** Weft and the peers that were chosen and are there. */
  private List<Contestant> sides() throws IOException, InterruptedException {
    List<Contestant> sides = new ArrayList<>(List.of(Contestant.WEFT));
    for (Contestant peer : Contestant.PEERS) {
      if (peer.isChosen(options.words("--peers"))) {
        String missing = missing(peer);
        if (missing == null) {
          sides.add(peer);
        } else {
          results.absent.put(peer.name(), missing);
          System.err.println(peer.name() + ": " + missing);
        }
      }
    }
    return sides;
  }

  /** What there is so far: who is stopped keeps it. */
  private void write(List<Contestant> sides) throws IOException {
    String report = new Report(results, root, sides, options).text();
    Path out = root.resolve(options.values().get("--out"));
    WholeFile.write(out, file -> file.write(report.getBytes(StandardCharsets.UTF_8)));
  }

  /** Why a peer cannot be measured; null if it can. */
  private String missing(Contestant peer) throws InterruptedException {
    if (peer.main() == null) {
      return interpreters.with(peer.options()) == null ? interpreters.absent(peer.options()) : null;
    }
    Path classes = root.resolve("bench").resolve(peer.folder()).resolve("target/classes");
    return Files.isDirectory(classes) && peer.megabytes(root) > 0 ? null : "its jars could not be fetched";
  }

  /** Measures a case, or takes what was measured of it before where it was not chosen. */
  private void measure(Results.Case measured, List<Contestant> sides) throws IOException, InterruptedException {
    Map<String, Contestant.Setting> settings = new HashMap<>();
    for (Contestant side : sides) {
      if (!settings.containsKey(side.family())) {
        settings.put(side.family(), best(measured, side));
      }
    }
    int rounds = measured.workload().wholly() ? 1 : options.number("--rounds");
    for (int round = 1; round <= rounds; round++) {
      for (Contestant side : sides) {
        Contestant.Setting setting = settings.get(side.family());
        int images = Math.min(images(measured.workload()), side.most(measured.workload()));
        Measurement measurement = take(measured, side, setting, images, options.number("--epochs"), "round-" + round);
        if (measurement != null) {
          results.add(measured, side, setting, images, measurement);
        }
      }
    }
  }

  private int images(Workload workload) {
    return options.number("--images") == 0
        ? workload.images()
        : Math.min(options.number("--images"), workload.images());
  }

  /** The fastest of a side's settings on a part of the images. */
  private Contestant.Setting best(Results.Case measured, Contestant side) throws IOException, InterruptedException {
    Workload workload = measured.workload();
    List<Contestant.Setting> settings = side.settings(options.number("--threads"), workload.flops() * measured.batch());
    if (settings.size() == 1) {
      return settings.getFirst();
    }
    int images = Math.min(images(workload), Math.min(TRIED, side.most(workload) / 4));
    Map<Contestant.Setting, Double> seconds = new LinkedHashMap<>();
    for (Contestant.Setting setting : settings) {
      Measurement tried = take(measured, side, setting, images, 3, "trial-" + setting.threads() + setting.waiting());
      seconds.put(setting, tried != null && tried.ok() ? Results.least(tried.steady()) : Double.POSITIVE_INFINITY);
    }
    return seconds.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** What was measured before, or now if the workload was chosen; else null. */
  private Measurement take(
      Results.Case measured, Contestant side, Contestant.Setting setting, int images, int epochs, String name)
      throws IOException, InterruptedException {
    Workload workload = measured.workload();
    List<String> words =
        new ArrayList<>(
            List.of(
                "workload=" + workload.key(),
                "batch=" + measured.batch(),
                "epochs=" + epochs,
                "seconds=" + options.number("--seconds"),
                "images=" + images));
    boolean chosen = options.chooses(workload.key());
    if (workload.wholly()) {
      Path folder = FineTuning.folder(root.resolve("bench/target/compare"), images);
      words.add("folder=" + folder);
      if (chosen) {
        FineTuning.write(folder, workload, images);
      }
    }
    String file = "%s-%s-%s".formatted(workload.key(), measured.batch(), name);
    Runner.Order order = new Runner.Order(side, setting, workload, words, file);
    Measurement kept = runner.kept(order);
    return kept != null || !chosen ? kept : runner.measure(order, MOST_MINUTES);
  }
}
