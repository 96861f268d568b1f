package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @Test
  void listNamesEverySetAndWhereItIs(@TempDir Path folder) throws IOException {
    Path mnist = Files.createDirectory(folder.resolve("mnist"));
    for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
      Files.createFile(mnist.resolve(file + "-ubyte.gz"));
    }
    Said said = Said.to("data", "list", "--data-dir", folder.toString());
    assertEquals(0, said.code());
    assertTrue(said.out().contains("mnist            60,000  10,000       10  28x28x1      " + mnist), said.out());
    assertTrue(said.out().contains("strokes          10,000   2,000       10  28x28x1      drawn"), said.out());
  }

  @Test
  void showDrawsAPictureOfEachClassAndCountsThem() {
    Said said = Said.to("data", "show", "strokes");
    assertEquals(0, said.code());
    assertTrue(said.out().contains("7                       1,000      200"), said.out());
    assertTrue(said.out().contains("all                    10,000    2,000"), said.out());
    assertTrue(said.out().chars().filter(letter -> "░▒▓█".indexOf(letter) >= 0).count() > 300, said.out());
    assertTrue(said.out().lines().skip(2).allMatch(line -> line.length() <= 80), said.out());
  }

  @Test
  void verifyFindsWhatIsDamaged(@TempDir Path folder) throws IOException {
    assertEquals(0, Said.to("data", "verify", "strokes").code());
    Path mnist = Files.createDirectory(folder.resolve("mnist"));
    for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
      Files.createFile(mnist.resolve(file + "-ubyte"));
    }
    Said said = Said.to("data", "verify", "mnist", "--data-dir", folder.toString());
    assertEquals(1, said.code());
    assertTrue(said.out().lines().allMatch(line -> line.startsWith("DAMAGED  " + mnist)), said.out());
  }

  @Test
  void whatNeedsNoFileIsNotFetched() {
    Said said = Said.to("data", "fetch", "strokes");
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: only a set of files can be fetched"), said.err());
  }
}
