package dev.weft.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data verify mnist",
        "data show mnist",
        "data fetch mnist",
        "train b-cnn",
        "train fashion-mlp",
        "reproduce d --quick"
      })
  void aNamedFolderThatDoesNotHoldTheSetIsAnError(String command, @TempDir Path folder) throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.createFile(photos.resolve("cat.png"));
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--data-dir", photos.toString()));
    if (!command.startsWith("data")) {
      args.addAll(List.of("--out", folder.resolve("out").toString(), "--store", folder.resolve("runs.db").toString()));
    }
    Said said = Said.to(args.toArray(String[]::new));
    assertEquals(1, said.code(), said.err());
    assertTrue(said.err().contains("mnist in " + photos + " (--data-dir): train-images-idx3-ubyte, "), said.err());
  }

  @Test
  void listSaysThatTheNamedFolderDoesNotHoldTheSet(@TempDir Path folder) {
    Said said = Said.to("data", "list", "--data-dir", folder.toString());
    assertTrue(said.out().contains("28x28x1      not in " + folder + "\n"), said.out());
    assertTrue(said.out().contains("28x28x1      drawn by Weft itself\n"), said.out());
  }

  @Test
  void saysThatASetWithoutFilesIsNotReadFromTheNamedFolder(@TempDir Path folder) {
    Said said = Said.to("data", "show", "strokes", "--data-dir", folder.toString());
    assertEquals(0, said.code());
    assertEquals("weft: strokes needs no file; nothing is read from --data-dir " + folder + ".\n", said.err());
  }

  @Test
  void whatNeedsNoFileIsNotFetched() {
    Said said = Said.to("data", "fetch", "strokes");
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: only a set of files can be fetched"), said.err());
  }

  @Test
  void anEmptyFolderNameIsNotTheCurrentFolder() {
    Said said = Said.to("data", "verify", "mnist", "--data-dir", "");
    assertEquals(2, said.code());
    assertEquals("weft: --data-dir must be a folder; received nothing; check the path.\n", said.err());
  }
}
