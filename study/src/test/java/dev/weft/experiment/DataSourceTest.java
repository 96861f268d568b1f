package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  private static final DataSource STROKES = DataSource.named("strokes");

  @Test
  void allFoldsAreOfOneSet() {
    List<DataSource> asked = new ArrayList<>();
    Function<DataSource, ImageDataset> once =
        DataSource.once(source -> {
          asked.add(source);
          return source.load(null, Progress.NONE);
        });
    ImageDataset whole = once.apply(STROKES);
    ImageDataset first = once.apply(STROKES.testFold(TestFold.of(0, 4)));
    ImageDataset second = once.apply(STROKES.testFold(TestFold.of(1, 4)));
    assertEquals(List.of(STROKES), asked);
    assertEquals(whole.train().pixels(), first.test().pixels());
    assertEquals(whole.train().size(), first.train().size() + first.test().size());
    assertEquals(whole.train().size() / 4, second.test().size());
  }

  @Test
  void whatWouldBeFetchedIsNotHere(@TempDir Path empty) throws IOException {
    assertTrue(STROKES.isHere(null));
    assertFalse(DataSource.named("mnist").isHere(empty));
    assertFalse(DataSource.named("no such set").isHere(null));
    assertTrue(DataSource.own(empty).isHere(null));
    assertFalse(DataSource.own(empty.resolve("gone")).isHere(null));
    Files.createFile(empty.resolve("train-images-idx3-ubyte.gz"));
    assertFalse(DataSource.named("mnist").isHere(empty), "a part of it is there");
  }

  @Test
  void anotherSetIsTestedOnTheSameFold() {
    TestFold fold = TestFold.of(0, 10);
    Experiment held = ExperimentFile.read("fashion-mlp", List.of()).testedOn(fold);
    assertEquals(fold, held.on("strokes").data().source().testFold());
    assertEquals(STROKES, ExperimentFile.read("fashion-mlp", List.of()).on("strokes").data().source());
  }
}
