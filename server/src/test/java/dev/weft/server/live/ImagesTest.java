package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final String DIGITS =
      """
      name: digits
      data: { dataset: strokes, validation: { fraction: 0.2 } }
      model:
        - Flatten
        - Dense: { units: 10, activation: softmax }
      training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1 }
      """;

  @TempDir private Path folder;

  @Test
  void whatIsNotHereIsNotLoaded() {
    AtomicInteger loads = new AtomicInteger();
    Images images =
        new Images(
            null,
            source -> {
              loads.incrementAndGet();
              return source.load(null, Progress.NONE);
            });
    assertEquals(Optional.empty(), images.of(DataSource.own(folder.resolve("gone")), "1"));
    assertEquals(0, loads.get());
    assertEquals(Optional.empty(), images.of(DataSource.named("strokes"), "another checksum"));
    assertEquals(1, loads.get());
  }

  @Test
  void aNamedSetIsLookedForInTheFolderThatTheUserNamed() throws IOException {
    List<Path> asked = new ArrayList<>();
    Images images =
        new Images(
            folder,
            source -> {
              asked.add(Datasets.where(source.dataset(), folder).orElseThrow());
              throw new WeftException("these are no images.");
            });
    assertEquals(Optional.empty(), images.of(DataSource.named("mnist"), "1"));
    assertEquals(List.of(), asked);
    Path mnist = Files.createDirectory(folder.resolve("mnist"));
    for (String part : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
      Files.createFile(mnist.resolve(part + "-ubyte.gz"));
    }
    assertEquals(Optional.empty(), images.of(DataSource.named("mnist"), "1"));
    assertEquals(List.of(mnist), asked);
  }

  @Test
  void whatCouldNotBeReadIsReadAgain() {
    AtomicInteger loads = new AtomicInteger();
    Images images =
        new Images(
            null,
            source -> {
              if (loads.incrementAndGet() == 1) {
                throw new WeftException("it is being copied.");
              }
              return source.load(null, Progress.NONE);
            });
    DataSource strokes = DataSource.named("strokes");
    String checksum = strokes.load(null, Progress.NONE).checksum();
    assertEquals(Optional.empty(), images.of(strokes, checksum));
    assertTrue(images.of(strokes, checksum).isPresent());
    assertTrue(images.of(strokes, checksum).isPresent());
    assertEquals(2, loads.get(), "what was read is kept");
  }

  @Test
  void imagesOfAnotherChecksumAreOfAnotherRun() {
    Images images = new Images(null, source -> source.load(null, Progress.NONE));
    Experiment experiment = ExperimentFile.parse("digits", DIGITS, List.of());
    String checksum = DataSource.named("strokes").load(null, Progress.NONE).checksum();
    assertEquals(Optional.empty(), images.validation(experiment, "another checksum"));
    assertTrue(images.validation(experiment, checksum).isPresent());
    assertEquals(Optional.empty(), images.validation(experiment, "another checksum"));
  }
}
