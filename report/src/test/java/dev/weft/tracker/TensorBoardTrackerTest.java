package dev.weft.tracker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTrackerTest {
  @TempDir private Path folder;

  @Test
  void aLongNameIsCutBetweenCharacters() {
    try (TensorBoardTracker tracker = new TensorBoardTracker(folder)) {
      tracker.write(MlflowTrackerTest.run("x" + "\ud835\udd38".repeat(100), Optional.empty()));
    }
    assertTrue(Files.isDirectory(folder.resolve("x" + "\ud835\udd38".repeat(29))));
  }
}
