package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives are written by sources.py. */
class CifarFilesTest {
  private static final Path FILES = Path.of("src/test/resources/sources");

  @TempDir Path folder;

  private static List<String> classes(ImageSource source) {
    return source.samples().stream().map(sample -> source.classNames().get(sample.label())).toList();
  }

  @Test
  void readsCifar10() {
    try (ImageSource source = Sources.open(FILES.resolve("cifar-10.tar.gz"), SourceOptions.NONE)) {
      assertEquals(List.of("cat", "truck", "airplane", "cat"), classes(source));
      assertEquals("data_batch_1.bin[1]", source.samples().get(1).name());
      assertEquals(Optional.of(DataPart.TRAIN), source.samples().get(2).part());
      assertEquals(Optional.of(DataPart.TEST), source.samples().get(3).part());
      byte[] pixels = source.read(1).pixels();
      assertArrayEquals(new byte[] {4, 5, 6, 0, 0, 9}, Arrays.copyOf(pixels, 6));
      assertEquals(
          List.of("There is no batches.meta.txt; the classes have the names that CIFAR-10 is known for."),
          source.notes());
    }
  }

  @Test
  void readsCifar100ByEitherLabel() {
    Path file = FILES.resolve("cifar-100.tar.gz");
    try (ImageSource fine = Sources.open(file, SourceOptions.NONE);
        ImageSource coarse = Sources.open(file, new SourceOptions("coarse", ""))) {
      assertEquals(List.of("fine 98", "fine 99", "fine 0"), classes(fine));
      assertEquals(List.of("coarse 1", "coarse 1", "coarse 19"), classes(coarse));
      assertArrayEquals(new byte[] {7, 8, 9}, Arrays.copyOf(fine.read(0).pixels(), 3));
    }
  }

  @Test
  void oneFileIsReadAlone() throws IOException {
    byte[] record = new byte[3073];
    record[0] = 9;
    Path file = Files.write(folder.resolve("mine.bin"), record);
    Files.write(folder.resolve("batches.meta.txt"), List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
    try (ImageSource source = Sources.open(file, SourceOptions.NONE)) {
      assertEquals(List.of("j"), classes(source));
      assertEquals(List.of(Optional.empty()), source.samples().stream().map(SourceSample::part).toList());
      assertEquals(List.of(), source.notes());
    }
  }

  @Test
  void aFileOfAnotherLengthIsRefused() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[3072]);
    assertEquals(
        "data_batch_1.bin must hold records of 3,073 bytes; it has 3,072 bytes, which is no whole number of them; get"
            + " it again.",
        assertThrows(WeftException.class, () -> Sources.open(folder, SourceOptions.NONE)).getMessage());
  }

  @Test
  void aLabelWithoutAClassIsRefused() throws IOException {
    byte[] record = new byte[3073];
    record[0] = 10;
    Files.write(folder.resolve("test_batch.bin"), record);
    assertEquals(
        "a label of test_batch.bin is from 0 to 9; record 0 has 10; is it a file of CIFAR?",
        assertThrows(WeftException.class, () -> Sources.open(folder, SourceOptions.NONE)).getMessage());
  }
}
