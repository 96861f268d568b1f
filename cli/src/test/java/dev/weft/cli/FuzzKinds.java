package dev.weft.cli;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.Idx;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.image.ImageFile;
import dev.weft.keras.KerasFile;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;
import dev.weft.store.Query;
import dev.weft.store.RunStore;
import dev.weft.study.FinishedStudy;
import dev.weft.study.StudyFile;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** All kinds of files that Weft reads. */
final class FuzzKinds {
  private static final String YAML =
      """
      name: fuzz
      data: { dataset: strokes, train_size: 120, validation: { stratified: 0.2 }, scaling: min_max }
      model:
        - Conv2D: { filters: 3, kernel_size: [5, 5], strides: 3, activation: relu }
        - Flatten
        - Dropout: 0.1
        - Dense: { units: 10, activation: softmax, kernel_regularizer: { L2: 0.001 } }
      training:
        optimizer: { Adam: { learning_rate: { ExponentialDecay: { initial_learning_rate: 0.01, decay_steps: 10, decay_rate: 0.9 } } } }
        loss: sparse_categorical_crossentropy
        epochs: 2
        batch_size: 32
        class_weight: { 0: 1.5 }
        early_stopping: { monitor: val_accuracy, patience: 2 }
      """;

  private static final String STUDY =
      """
      name: fuzz-study
      base:
        data: { dataset: strokes, train_size: 60, validation: { stratified: 0.2 } }
        model: [Flatten, { Dense: { units: 10, activation: softmax } }]
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1, batch_size: 20, seed: 4 }
      variants:
        plain: {}
        wide: { training.batch_size: 30 }
      grid: { training.optimizer.Adam.learning_rate: [0.001, 0.01] }
      repeats: 2
      select: { metric: accuracy }
      """;

  private final Path folder;

  /**
   * @param folder where good files are made
   */
  FuzzKinds(Path folder) {
    this.folder = folder;
  }

  List<FuzzKind> all() throws IOException {
    return List.of(
        experiment(), study(), runFolder(), studyFolder(), checkpoint(), store(), keras(), hdf5(), image(), dataSet());
  }

  private static FuzzKind experiment() {
    return new FuzzKind(
        "experiment",
        List.of(YAML.getBytes(StandardCharsets.UTF_8)),
        true,
        (mutant, i, empty) -> {
          Experiment experiment =
              ExperimentFile.read(Files.write(empty.resolve("x.yaml"), mutant).toString(), List.of());
          ExperimentFile.parse("again.yaml", experiment.toYaml(), List.of());
        });
  }

  private static FuzzKind study() {
    return new FuzzKind(
        "study",
        List.of(STUDY.getBytes(StandardCharsets.UTF_8)),
        true,
        (mutant, i, empty) -> StudyFile.read(Files.write(empty.resolve("x.yaml"), mutant).toString()).trials());
  }

  private FuzzKind runFolder() throws IOException {
    Path run = folder.resolve("run");
    succeed("train", Files.writeString(folder.resolve("fuzz.yaml"), YAML).toString(), "--out", run.toString());
    List<String> names =
        List.of("experiment.yaml", "metrics.json", "provenance.json", "predictions.csv", "history.csv");
    return new FuzzKind(
        "run folder",
        contents(run, names),
        true,
        (mutant, i, empty) -> {
          copy(run, empty);
          Files.write(empty.resolve(names.get(i)), mutant);
          FinishedRun.read(empty);
          if (Arrays.hashCode(mutant) % 16 == 0) { // a page takes a while
            said("report", empty.toString());
          }
        });
  }

  private FuzzKind studyFolder() throws IOException {
    Path study = folder.resolve("study");
    succeed("study", Files.writeString(folder.resolve("fuzz-study.yaml"), STUDY).toString(), "--out", study.toString());
    List<String> names = List.of("plan.json", "results.csv");
    return new FuzzKind(
        "study folder",
        contents(study, names),
        true,
        (mutant, i, empty) -> {
          for (String name : names) {
            Files.copy(study.resolve(name), empty.resolve(name));
          }
          Files.write(empty.resolve(names.get(i)), mutant);
          FinishedStudy.read(empty);
        });
  }

  private FuzzKind checkpoint() throws IOException {
    ImageSet images = Datasets.load("strokes").train().range(0, 40);
    Path file = folder.resolve("checkpoint");
    Fit fit = Fit.epochs(1).batchSize(8);
    model().fit(images, fit.checkpoint(file));
    return new FuzzKind(
        "checkpoint",
        List.of(Files.readAllBytes(file)),
        false,
        (mutant, i, empty) -> {
          Path damaged = Files.write(empty.resolve("checkpoint"), withChecksum(mutant));
          model().fit(images, Fit.epochs(1).batchSize(8).checkpoint(damaged));
        });
  }

  /** Every second mutant has the right checksum, so that its content is looked at. */
  private static byte[] withChecksum(byte[] mutant) {
    if (mutant.length < 8 || mutant[mutant.length / 2] % 2 == 0) {
      return mutant;
    }
    CRC32 checksum = new CRC32();
    checksum.update(mutant, 0, mutant.length - 8);
    return ByteBuffer.wrap(mutant.clone()).putLong(mutant.length - 8, checksum.getValue()).array();
  }

  private FuzzKind store() throws IOException {
    Path file = folder.resolve("runs.db");
    succeed(
        "train",
        folder.resolve("fuzz.yaml").toString(),
        "--out",
        folder.resolve("other").toString(),
        "--store",
        file.toString());
    return new FuzzKind(
        "store",
        List.of(Files.readAllBytes(file)),
        false,
        (mutant, i, empty) -> {
          Path damaged = Files.write(empty.resolve("runs.db"), mutant);
          try (RunStore store = RunStore.open(damaged.toString())) {
            for (Map<String, Object> row : store.list(Query.of(List.of("id"))).rows()) {
              String id = String.valueOf(row.get("id"));
              store.get(id);
              store.epochs(id);
              store.predictions(id, DataPart.TEST);
            }
          }
          said("runs", "show", "latest", "--store", damaged.toString());
        });
  }

  private FuzzKind keras() throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("run/model.keras"));
    List<byte[]> files = new ArrayList<>(List.of(file));
    List<String> names = new ArrayList<>();
    List<byte[]> entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        entries.add(in.readAllBytes());
      }
    }
    files.addAll(entries);
    return new FuzzKind(
        "model.keras",
        files,
        false,
        (mutant, i, empty) ->
            KerasFile.read(
                Files.write(empty.resolve("x.keras"), i == 0 ? mutant : zipped(names, entries, i - 1, mutant))));
  }

  /** A zip file in which a mutant takes the place of one entry. */
  private static byte[] zipped(List<String> names, List<byte[]> entries, int place, byte[] mutant) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < names.size(); i++) {
        out.putNextEntry(new ZipEntry(names.get(i)));
        out.write(i == place ? mutant : entries.get(i));
      }
    }
    return bytes.toByteArray();
  }

  private FuzzKind hdf5() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path file : resources("interop/src/test/resources", ".h5")) {
      files.add(Files.readAllBytes(file));
    }
    return new FuzzKind(
        "model.h5", files, false, (mutant, i, empty) -> KerasFile.read(Files.write(empty.resolve("x.h5"), mutant)));
  }

  private static FuzzKind image() throws IOException {
    List<Path> images = resources("core/src/test/resources/images", ".png", ".jpg", ".gif", ".bmp", ".webp", ".tiff");
    List<byte[]> files = new ArrayList<>();
    for (Path image : images) {
      files.add(Files.readAllBytes(image));
    }
    return new FuzzKind(
        "image",
        files,
        false,
        (mutant, i, empty) ->
            ImageFile.read(Files.write(empty.resolve(images.get(i).getFileName().toString()), mutant)));
  }

  private FuzzKind dataSet() throws IOException {
    Path images = folder.resolve("images-idx3-ubyte");
    Path labels = folder.resolve("labels-idx1-ubyte");
    ImageSet set = Datasets.load("strokes").train().range(0, 30);
    Idx.write(set, images, labels);
    List<byte[]> files =
        List.of(
            Files.readAllBytes(images),
            Files.readAllBytes(labels),
            zipped(Files.readAllBytes(images)),
            zipped(Files.readAllBytes(labels)));
    return new FuzzKind(
        "data set",
        files,
        false,
        (mutant, i, empty) -> {
          String ending = i < 2 ? "" : ".gz";
          List<Path> two = List.of(empty.resolve("a-idx3-ubyte" + ending), empty.resolve("a-idx1-ubyte" + ending));
          for (int part = 0; part < 2; part++) {
            int original = i / 2 * 2 + part;
            Files.write(two.get(part), original == i ? mutant : files.get(original));
          }
          Idx.read(two.get(0), two.get(1), set.classNames());
        });
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static Model model() {
    Graph network =
        Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(3), Dense.of(10).activation(Activation.SOFTMAX));
    return Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
  }

  // ---- files

  private static List<Path> resources(String folder, String... endings) throws IOException {
    Path here = Path.of("..", folder);
    try (Stream<Path> files = Files.walk(here)) {
      return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).sorted().toList();
    }
  }

  private static List<byte[]> contents(Path folder, List<String> names) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String name : names) {
      contents.add(Files.readAllBytes(folder.resolve(name)));
    }
    return contents;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void succeed(String... args) {
    Said said = Said.to(args);
    if (said.code() != 0) {
      throw new IllegalStateException(Arrays.toString(args) + ": " + said.err());
    }
  }

  /** Runs a command, which may refuse its files, in a clean sentence. */
  private static void said(String... args) {
    Said said = Said.to(args);
    if (said.code() > 2 || said.err().contains("bug in Weft")) {
      throw new IllegalStateException(said.err());
    }
  }
}
