package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
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
}
