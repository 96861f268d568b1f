package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import java.nio.file.Path;
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
        new Images(source -> {
          loads.incrementAndGet();
          return source.load(null, Progress.NONE);
        });
    assertEquals(Optional.empty(), images.of(DataSource.own(folder.resolve("gone")), "1"));
    assertEquals(0, loads.get());
    assertEquals(Optional.empty(), images.of(DataSource.named("strokes"), "another checksum"));
    assertEquals(1, loads.get());
  }
}
