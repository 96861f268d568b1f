package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFolderTest {
  private final CatalogueEntry pets = Fixture.entry("pets", List.of(), null);

  @TempDir Path path;

  private List<Path> files() {
    return new DatasetFolder(path).files(pets).orElseThrow();
  }

  @Test
  void holdsNothingIfItIsEmptyOrNotThere() {
    assertTrue(new DatasetFolder(path).files(pets).isEmpty());
    assertTrue(new DatasetFolder(path.resolve("none")).files(pets).isEmpty());
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

  private Path move(String from, String to) throws IOException {
    Path target = path.resolve(to);
    Files.createDirectories(target.getParent());
    return Files.move(path.resolve(from), target);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images.idx3-ubyte, train-labels.idx1-ubyte, t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte",
    "train-images.idx3-ubyte.gz, train-labels.idx1-ubyte.gz, t10k-images.idx3-ubyte.gz, t10k-labels.idx1-ubyte.gz",
    "Train-Images-IDX3-ubyte.GZ, TRAIN-LABELS, T10K_images_idx3_ubyte, t10k-labels-idx1",
    "train-images-idx3-ubyte.gz.gz, train-labels-idx1-ubyte (1).gz, test-images-idx3-ubyte.gz,"
        + " test-labels-idx1-ubyte.gz",
    "MNIST/train-images.idx3-ubyte, MNIST/train-labels.gz, MNIST/t10k-images, MNIST/t10k-labels.idx",
  })
  void tellsFilesAsOtherToolsNameThem(String a, String b, String c, String d) throws IOException {
    Fixture.write(path, "");
    List<Path> moved =
        List.of(
            move(Fixture.FILES.get(0), a),
            move(Fixture.FILES.get(1), b),
            move(Fixture.FILES.get(2), c),
            move(Fixture.FILES.get(3), d));
    assertEquals(Optional.of(moved), new DatasetFolder(path).files(Fixture.entry("mnist", List.of(), null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my-pets", "my-pets/raw", "MyPets", "MyPets/raw", "my_pets", "MY_PETS/raw", "My Pets", "raw", "."})
  void findsAFolderOfTheSetHoweverItIsWritten(String folder) throws IOException {
    Fixture.write(path.resolve(folder), ".gz");
    Path first = new DatasetFolder(path).files(Fixture.entry("my-pets", List.of(), null)).orElseThrow().getFirst();
    assertEquals(path.resolve(folder).normalize(), first.getParent().normalize());
  }

  @Test
  void findsFilesThatWereUnpackedIntoFoldersOfTheirNames() throws IOException {
    Fixture.write(path.resolve("plain"), "");
    for (String file : Fixture.FILES) {
      move("plain/" + file, file + "/" + file);
    }
    assertEquals(path.resolve("t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte"), files().getLast());
  }

  @Test
  void passesOverWhatOnlyBeginsLikeAFileOfTheSet() throws IOException {
    Fixture.write(path, ".gz");
    for (String other : List.of("._train-images-idx3-ubyte.gz", "emnist-letters-train-images-idx3-ubyte", "a.png")) {
      Files.createFile(path.resolve(other));
    }
    assertEquals(path.resolve("train-images-idx3-ubyte.gz"), files().getFirst());
  }

  @Test
  void aWholeFolderComesBeforeOneThatLacksAFile() throws IOException {
    Fixture.write(path.resolve("pets/raw"), ".gz");
    Files.createFile(path.resolve("pets/train-images-idx3-ubyte.gz"));
    assertEquals(path.resolve("pets/raw/train-images-idx3-ubyte.gz"), files().getFirst());
  }

  @Test
  void saysThatFilesOfTheSameNamesAreThoseOfAnotherSet() throws IOException {
    ImageDataset strokes = SyntheticDigits.make(SyntheticDigits.SEED);
    Idx.write(strokes.train(), path.resolve(Fixture.FILES.get(0)), path.resolve(Fixture.FILES.get(1)));
    Idx.write(strokes.test(), path.resolve(Fixture.FILES.get(2)), path.resolve(Fixture.FILES.get(3)));
    assertEquals(
        path
            + " has the files of strokes, not those of mnist, though their names are the same; name a folder with the"
            + " files of mnist.",
        assertThrows(WeftException.class, () -> new DatasetFolder(path).files(Catalogue.MNIST)).getMessage());
  }
}
