package dev.weft.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A side as it is started: in which process, with which settings it is tried.
 *
 * @param key as given to {@code --peers}
 * @param folder where its classes and jars are, below {@code bench/}; for Python its script
 * @param main its main class; null for Python
 * @param most images of an epoch at most, for the slow
 */
record Contestant(String key, String name, String folder, String main, List<String> options, int most) {
  static final Contestant WEFT =
      new Contestant(
          "weft",
          "Weft",
          "",
          "dev.weft.bench.compare.WeftSide",
          List.of("-XX:MaxRAMPercentage=70", "-Xmn64m"),
          Integer.MAX_VALUE);

  static final List<Contestant> PEERS =
      List.of(
          // JavaCPP asks the system for the process's size at each allocation unless configured not to.
          new Contestant(
              "pytorch",
              "PyTorch",
              "pytorch",
              "dev.weft.bench.peer.PyTorch",
              List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Dorg.bytedeco.javacpp.nopointergc=true"),
              Integer.MAX_VALUE),
          new Contestant(
              "tensorflow",
              "TensorFlow",
              "tensorflow",
              "dev.weft.bench.peer.TensorFlow",
              List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
              Integer.MAX_VALUE),
          new Contestant(
              "deeplearning4j",
              "Deeplearning4j",
              "deeplearning4j",
              "dev.weft.bench.peer.Deeplearning4j",
              List.of(),
              6_000),
          new Contestant(
              "onnxruntime",
              "ONNX Runtime",
              "onnxruntime",
              "dev.weft.bench.peer.OnnxRuntime",
              List.of(),
              Integer.MAX_VALUE),
          new Contestant("torch", "PyTorch (Python)", "python/peer.py", null, List.of(), Integer.MAX_VALUE),
          new Contestant("keras", "Keras (Python)", "python/peer.py", null, List.of(), Integer.MAX_VALUE));

  boolean isWeft() {
    return key.equals("weft");
  }

  boolean does(Workload workload) {
    return switch (key) {
      case "onnxruntime" -> workload == Workload.W6;
      case "deeplearning4j" -> workload == Workload.W1 || workload == Workload.W3;
      default -> true;
    };
  }

  /** Settings in which it is tried before it is measured; the fastest is kept. */
  List<Setting> settings(int threads) {
    if (isWeft()) {
      return List.of(new Setting(threads, "PASSIVE"));
    }
    List<Setting> settings = new ArrayList<>();
    for (int count : threads == 1 ? List.of(1) : List.of(1, threads)) {
      settings.add(new Setting(count, "PASSIVE"));
      if (key.endsWith("torch") && count > 1) {
        settings.add(new Setting(count, "ACTIVE"));
      }
    }
    return settings;
  }

  /**
   * @param waiting what threads of OpenMP do between two tasks
   */
  record Setting(int threads, String waiting) {
    Map<String, String> environment() {
      return Map.of(
          "OMP_NUM_THREADS", "" + threads,
          "OPENBLAS_NUM_THREADS", "" + threads,
          "MKL_NUM_THREADS", "" + threads,
          "OMP_WAIT_POLICY", waiting);
    }

    @Override
    public String toString() {
      return threads
          + (threads == 1 ? " thread" : " threads")
          + (waiting.equals("ACTIVE") ? " that wait actively" : "");
    }
  }

  /** The command that starts it, without the words that describe a task. */
  List<String> command(Path root) {
    Path bench = root.resolve("bench");
    if (main == null) {
      return List.of(python(), bench.resolve(folder).toString(), key);
    }
    Path classes = bench.resolve(folder).resolve("target");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.add("-Dbench.started=" + System.currentTimeMillis());
    command.add("-cp");
    command.add(
        String.join(
            ":",
            classes.resolve("classes").toString(),
            isWeft() ? "" : classes.resolve("lib") + "/*",
            bench.resolve("target/classes").toString(),
            root.resolve("core/target/classes").toString()));
    command.add(main);
    return command;
  }

  static String python() {
    return System.getenv().getOrDefault("PEER_PYTHON", "python3");
  }

  /** Its jars in MB; for Weft the one that a program needs; 0 for Python. */
  double megabytes(Path root) {
    Path lib = isWeft() ? root.resolve("core/target") : root.resolve("bench").resolve(folder).resolve("target/lib");
    if (main == null || !Files.isDirectory(lib)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).mapToLong(file -> file.toFile().length()).sum()
          / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
