package dev.weft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private final CatalogueEntry pets = Fixture.entry("pets", List.of(), null);

  @TempDir Path path;

  private List<Path> files() {
    return new Folder(path).files(pets).orElseThrow();
  }

  @Test
  void holdsNothingIfItIsEmptyOrNotThere() {
    assertTrue(new Folder(path).files(pets).isEmpty());
    assertTrue(new Folder(path.resolve("none")).files(pets).isEmpty());
  }

  @Test
  void prefersAFolderOfTheSetsName() throws IOException {
    Fixture.write(path, ".gz");
    Fixture.write(path.resolve("pets"), "");
    assertEquals(path.resolve("pets/train-images-idx3-ubyte"), files().getFirst());
  }

  @Test
  void takesPlainAndGzippedFilesTogether() throws IOException {
    Fixture.write(path, ".gz");
    Fixture.write(path.resolve("plain"), "");
    Files.delete(path.resolve("train-labels-idx1-ubyte.gz"));
    Files.move(path.resolve("plain/train-labels-idx1-ubyte"), path.resolve("train-labels-idx1-ubyte"));
    assertEquals(path.resolve("train-images-idx3-ubyte.gz"), files().get(0));
    assertEquals(path.resolve("train-labels-idx1-ubyte"), files().get(1));
  }

  @Test
  void isNotFooledByTheSameFileNamesOfAnotherSet() throws IOException {
    ImageDataset strokes = Strokes.make(Strokes.SEED);
    Idx.write(strokes.train(), path.resolve(Fixture.FILES.get(0)), path.resolve(Fixture.FILES.get(1)));
    Idx.write(strokes.test(), path.resolve(Fixture.FILES.get(2)), path.resolve(Fixture.FILES.get(3)));
    assertTrue(new Folder(path).files(Catalogue.MNIST).isEmpty());
  }
}
