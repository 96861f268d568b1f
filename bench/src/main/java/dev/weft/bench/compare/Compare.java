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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs Weft and other libraries in turn, each in a process of its own, and writes what came out. Sides take turns in
 * every round, so that what else the machine does meets all of them.
 */
public final class Compare {
  /** Images of an epoch when settings are tried. */
  private static final int TRIED = 3_000;

  /** How many times as many epochs are run of workloads that take less than a second. */
  private static final int OFTEN = 3;

  /** Of 55,000, which would take half an hour. */
  private static final int IMAGES_OF_W5 = 6_000;

  private final Path root;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Path logs;

  /** As it was typed. */
  private final String command;

  private final Results results = new Results();

  private Compare(String[] args) {
    root = Path.of(args[0]);
    logs = root.resolve("bench/target/compare");
    command = ("bench/compare " + String.join(" ", List.of(args).subList(1, args.length))).strip();
    options.put("--workloads", "w1,w2,w3,w4,w5,w6,growth");
    options.put("--peers", "pytorch,tensorflow,deeplearning4j,onnxruntime,torch,keras");
    options.put("--threads", "2");
    options.put("--epochs", "4");
    options.put("--rounds", "2");
    options.put("--images", "0");
    options.put("--out", root.resolve("docs/performance.md").toString());
    for (int i = 1; i < args.length; i += 2) {
      if (!options.containsKey(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "an option is one of " + options.keySet() + " with a value; received '" + args[i] + "'.");
      }
      options.put(args[i], args[i + 1]);
    }
  }

  public static void main(String[] args) throws Exception {
    try {
      new Compare(args).run();
    } catch (IllegalArgumentException | WeftException e) {
      System.err.println("bench/compare: " + e.getMessage());
      System.exit(1);
    }
  }

  private int number(String option) {
    return Integer.parseInt(options.get(option));
  }

  private Set<String> words(String option) {
    return new TreeSet<>(List.of(options.get(option).toLowerCase(Locale.ROOT).split(",")));
  }

  private void run() throws IOException, InterruptedException {
    Datasets.load("mnist", null, Progress.NONE);
    Datasets.load("fashion-mnist", null, Progress.NONE);
    for (int i = 0; i < 3; i++) {
      Peak.gigaflops();
    }
    List<Contestant> sides = new ArrayList<>(List.of(Contestant.WEFT));
    for (Contestant peer : Contestant.PEERS) {
      if (words("--peers").contains(peer.key())) {
        String missing = missing(peer);
        if (missing == null) {
          sides.add(peer);
        } else {
          results.absent.put(peer.name(), missing);
          System.err.println(peer.name() + ": " + missing);
        }
      }
    }
    for (Workload workload : Workload.values()) {
      if (words("--workloads").contains(workload.name().toLowerCase(Locale.ROOT))) {
        for (int batch : workload.inference() ? new int[] {128, 1} : new int[] {workload.batch()}) {
          measure(new Results.Case(workload, batch), sides.stream().filter(side -> side.does(workload)).toList());
          write(sides);
        }
      }
    }
    if (words("--workloads").contains("growth")) {
      new Growth(root, logs, number("--threads")).measure(results.growth);
    }
    write(sides);
    System.err.println("written: " + options.get("--out"));
  }

  /** What there is so far: who is stopped keeps it. */
  private void write(List<Contestant> sides) throws IOException {
    String report = new Report(results, root, sides, number("--threads"), command).text();
    WholeFile.write(Path.of(options.get("--out")), out -> out.write(report.getBytes(StandardCharsets.UTF_8)));
  }

  /** Why a peer cannot be measured; null if it can. */
  private String missing(Contestant peer) throws IOException, InterruptedException {
    if (peer.main() != null) {
      Path classes = root.resolve("bench").resolve(peer.folder()).resolve("target/classes");
      return Files.isDirectory(classes) && peer.megabytes(root) > 0 ? null : "its jars could not be fetched";
    }
    String library = peer.key();
    try {
      Process process =
          new ProcessBuilder(Contestant.python(), "-c", "import " + library)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? null : "absent: " + Contestant.python() + " has no " + library;
    } catch (IOException e) {
      return "absent: there is no " + Contestant.python();
    }
  }

  private void measure(Results.Case measured, List<Contestant> sides) throws IOException, InterruptedException {
    Map<Contestant, Contestant.Setting> settings = new LinkedHashMap<>();
    for (Contestant side : sides) {
      settings.put(side, best(measured, side));
    }
    for (int round = 0; round < number("--rounds"); round++) {
      for (Contestant side : sides) {
        int images = Math.min(images(measured.workload()), side.most());
        int epochs = number("--epochs") * (measured.workload().isShort() ? OFTEN : 1);
        Measurement measurement = take(measured, side, settings.get(side), images, epochs, 120, "round-" + (round + 1));
        results.add(measured, side, settings.get(side), images, measurement);
      }
    }
  }

  private int images(Workload workload) {
    int all = workload == Workload.W5 ? IMAGES_OF_W5 : 60_000 - workload.heldOut();
    return number("--images") == 0 ? all : number("--images");
  }

  /** The fastest of a side's settings on a part of the images. */
  private Contestant.Setting best(Results.Case measured, Contestant side) throws IOException, InterruptedException {
    List<Contestant.Setting> settings = side.settings(number("--threads"));
    if (settings.size() == 1) {
      return settings.getFirst();
    }
    int images = Math.min(images(measured.workload()), Math.min(TRIED, side.most() / 4));
    Contestant.Setting best = settings.getFirst();
    double least = Double.POSITIVE_INFINITY;
    for (Contestant.Setting setting : settings) {
      Measurement tried = take(measured, side, setting, images, 3, 3, "trial-" + setting.threads() + setting.waiting());
      double seconds = tried.ok() ? Results.least(tried.steady()) : Double.POSITIVE_INFINITY;
      if (seconds < least) {
        least = seconds;
        best = setting;
      }
    }
    return best;
  }

  private Measurement take(
      Results.Case measured,
      Contestant side,
      Contestant.Setting setting,
      int images,
      int epochs,
      int mostMinutes,
      String name)
      throws IOException, InterruptedException {
    String of = measured.workload().name().toLowerCase(Locale.ROOT);
    Path log = logs.resolve(String.join("-", of, "" + measured.batch(), side.key(), name) + ".log");
    List<String> words = List.of("workload=" + of, "batch=" + measured.batch(), "epochs=" + epochs, "images=" + images);
    Measurement measurement = Measurement.take(root, side, setting, words, mostMinutes, log);
    System.err.printf(
        Locale.ROOT,
        "%s, batch %d, %s, %s, %s: %s%n",
        of,
        measured.batch(),
        side.name(),
        name,
        setting,
        measurement.ok() ? "seconds " + measurement.seconds() : "failed: " + measurement.failure());
    return measurement;
  }
}
