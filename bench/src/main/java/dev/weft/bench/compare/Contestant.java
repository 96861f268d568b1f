package dev.weft.bench.compare;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A side as it is started: in which process, with which settings it is tried.
 *
 * @param key as given to {@code --peers}; the family's takes all of it
 * @param family sides of one library, which are tried once
 * @param folder where its classes and jars are, below {@code bench/}; for Python its script
 * @param main its main class; null for Python
 * @param options of the JVM; for Python the modules without which it is absent
 */
record Contestant(String key, String family, String name, String folder, String main, List<String> options) {
  static final Contestant WEFT =
      new Contestant(
          "weft", "weft", "Weft", "", "dev.weft.bench.compare.WeftSide", List.of("-XX:MaxRAMPercentage=70", "-Xmn64m"));

  // JavaCPP asks the system for the process's size at each allocation unless configured not to.
  static final List<Contestant> PEERS =
      List.of(
          java(
              "pytorch",
              "PyTorch (C++)",
              "dev.weft.bench.peer.PyTorch",
              "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
              "-Dorg.bytedeco.javacpp.nopointergc=true"),
          java(
              "tensorflow",
              "TensorFlow (Java)",
              "dev.weft.bench.peer.TensorFlow",
              "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
          java("deeplearning4j", "Deeplearning4j", "dev.weft.bench.peer.Deeplearning4j"),
          java("onnxruntime", "ONNX Runtime", "dev.weft.bench.peer.OnnxRuntime"),
          python("torch", "torch", "PyTorch", "torch"),
          python("torch-channels-last", "torch", "PyTorch, channels last", "torch"),
          python("torch-compile", "torch", "PyTorch, compiled", "torch"),
          python("torch-features", "torch", "PyTorch, features once", "torch"),
          python("jax-scan", "jax", "JAX, scan", "jax"),
          python("jax-loop", "jax", "JAX, loop", "jax"),
          python("keras", "keras", "Keras", "keras", "tensorflow"));

  private static Contestant java(String key, String name, String main, String... options) {
    return new Contestant(key, key, name, key, main, List.of(options));
  }

  private static Contestant python(String key, String family, String name, String... modules) {
    return new Contestant(key, family, name, "python/peer.py", null, List.of(modules));
  }

  boolean isWeft() {
    return key.equals("weft");
  }

  /** Whether it is PyTorch, in any of its forms. */
  boolean isPyTorch() {
    return family.equals("torch") || family.equals("pytorch");
  }

  /** Whether it is one of those that Weft's targets name: what a library's users run. */
  boolean isOpponent() {
    return !isWeft() && !key.equals("torch-features");
  }

  boolean isChosen(Set<String> keys) {
    return keys.contains(key) || keys.contains(family);
  }

  /** Images of an epoch at most: the slow get fewer, and what they take is multiplied. */
  int most(Workload workload) {
    boolean large = workload.compareTo(Workload.W7) >= 0;
    return switch (key) {
      case "deeplearning4j" -> 1_500;
      case "jax-loop" -> large ? 2 * workload.batches().getFirst() : Integer.MAX_VALUE;
      case "jax-scan" -> large ? workload.batches().getFirst() : Integer.MAX_VALUE;
      default -> Integer.MAX_VALUE;
    };
  }

  boolean does(Workload workload) {
    return switch (key) {
      case "weft" -> true;
      case "torch" -> true;
      case "pytorch" -> workload.compareTo(Workload.W6) <= 0;
      case "tensorflow" -> !workload.wholly();
      case "deeplearning4j" -> workload == Workload.W1 || workload == Workload.W3;
      case "onnxruntime" -> workload.inference();
      case "torch-channels-last" -> !workload.wholly() && workload.convolutional();
      case "torch-compile" -> !workload.wholly();
      case "torch-features" -> workload.wholly();
      case "jax-scan" -> !workload.wholly() && !workload.inference();
      case "jax-loop" -> !workload.wholly();
      case "keras" -> !workload.inference();
      case String other -> throw new IllegalArgumentException("every side says what it does; teach " + other + ".");
    };
  }

  /**
   * Settings in which it is tried before it is measured; the fastest is kept. Where a step is much work, all threads
   * help every library.
   */
  List<Setting> settings(int threads, double flopsOfStep) {
    List<Setting> settings = new ArrayList<>(List.of(new Setting(threads, "PASSIVE")));
    if (!isWeft() && threads > 1 && flopsOfStep < 1e9) {
      settings.add(new Setting(1, "PASSIVE"));
      if (isPyTorch()) {
        settings.add(new Setting(threads, "ACTIVE"));
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

  /**
   * The command that starts it, without the words that describe a task.
   *
   * @param described the task as a file, see {@link TaskFile}
   */
  List<String> command(Path root, Workload workload, String interpreter, Path described) {
    Path bench = root.resolve("bench");
    if (main == null) {
      return List.of(interpreter, bench.resolve(folder).toString(), key, described.toString());
    }
    Path classes = bench.resolve(folder).resolve("target");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.add("-Dbench.started=" + System.currentTimeMillis());
    command.add("-cp");
    List<String> paths = new ArrayList<>();
    if (!isWeft()) {
      paths.add(classes.resolve("classes").toString());
      paths.add(classes.resolve("lib") + "/*");
    }
    paths.add(bench.resolve("target/classes").toString());
    paths.add(root.resolve("core/target/classes").toString());
    if (workload.wholly()) {
      paths.add(bench.resolve("target/lib") + "/*");
    }
    command.add(String.join(File.pathSeparator, paths));
    command.add(workload.wholly() ? "dev.weft.bench.compare.WeftCommand" : main);
    return command;
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
