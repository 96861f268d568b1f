package dev.weft.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
  private static final List<String> CLASSES = List.of("zebra", "é, \"2\"", "ant");

  @TempDir Path folder;

  private static ImageSet set(int count, int height, int width, int channels, List<String> classes) {
    byte[] pixels = new byte[count * height * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (7 * i + 200 + i / 91);
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i * 5 % classes.size();
    }
    return ImageSet.of(pixels, labels, height, width, channels, classes);
  }

  private static ImageDataset dataset(int height, int width, int channels, List<String> classes) {
    return new ImageDataset(
        "mine", set(9, height, width, channels, classes), set(6, height, width, channels, classes), Map.of(), "a test");
  }

  /** Image by image, whatever their order. */
  private static List<String> content(ImageSet set) {
    return IntStream.range(0, set.size())
        .mapToObj(i -> set.classNames().get(set.label(i)) + Arrays.toString(set.image(i)))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void whatWasWrittenIsOpenedAsItWas(ExportFormat format) {
    for (int channels : new int[] {1, 3}) {
      ImageDataset written = dataset(6, 5, channels, List.of("zebra", "é 2", "ant"));
      Path file = folder.resolve(format.fileName("set" + channels));
      assertEquals(List.of(), Export.write(written, format, file));
      ImageDataset read = Datasets.open(file);
      assertEquals(content(written.train()), content(read.train()));
      assertEquals(content(written.test()), content(read.test()));
      if (format != ExportFormat.CSV) {
        assertEquals(written.train().classNames(), read.train().classNames());
      }
    }
  }

  @Test
  void aTableQuotesNames() throws IOException {
    Path file = folder.resolve("a.csv");
    Export.write(dataset(3, 3, 1, CLASSES), ExportFormat.CSV, file);
    List<String> lines = Files.readAllLines(file);
    assertEquals("label,split,1x1,1x2,1x3,2x1,2x2,2x3,3x1,3x2,3x3", lines.getFirst());
    assertEquals("zebra,train,200,207,214,221,228,235,242,249,0", lines.get(1));
    assertEquals("ant,train,7,14,21,28,35,42,49,56,63", lines.get(2));
    assertEquals("\"é, \"\"2\"\"\",train,70,77,84,91,98,105,112,119,126", lines.get(3));
  }

  @Test
  void parquetAndArraysKeepEveryName() {
    List<String> classes = List.of("a \"b\"", "back\\slash", "T-shirt/top", "line\nend", "\ud83d\ude00");
    ImageDataset set = new ImageDataset("mine", set(5, 2, 3, 1, classes), set(5, 2, 3, 1, classes), Map.of(), "a test");
    for (ExportFormat format : List.of(ExportFormat.PARQUET, ExportFormat.NPZ)) {
      Path file = folder.resolve(format.fileName("names"));
      Export.write(set, format, file);
      assertEquals(classes, Datasets.open(file).train().classNames());
    }
  }

  @Test
  void parquetHasSeveralRowGroups() {
    ImageDataset set =
        new ImageDataset("mine", set(2500, 2, 2, 1, CLASSES), set(3, 2, 2, 1, CLASSES), Map.of(), "a test");
    Path file = folder.resolve("many");
    Export.write(set, ExportFormat.PARQUET, file);
    assertEquals(content(set.train()), content(Datasets.open(file).train()));
  }

  @Test
  void namesThatNoFolderCanHaveAreChanged() {
    Path file = folder.resolve("set");
    List<String> notes = Export.write(dataset(2, 2, 1, List.of("T-shirt/top", "..")), ExportFormat.FOLDER, file);
    assertEquals(List.of("Characters that no folder's name can have are replaced by '-'."), notes);
    assertEquals(List.of("T-shirt-top", "-"), Datasets.open(file).train().classNames());
  }

  @Test
  void aFolderThatIsThereIsNotReplaced() throws IOException {
    Path file = Files.createDirectory(folder.resolve("set"));
    assertEquals(
        file + " is already there; name another folder with --out.",
        assertThrows(WeftException.class, () -> Export.write(dataset(2, 2, 1, CLASSES), ExportFormat.IDX, file))
            .getMessage());
  }

  @Test
  void anExportThatFailsLeavesNothing() throws IOException {
    List<String> classes = List.of("a".repeat(300), "b");
    Path file = folder.resolve("set");
    assertThrows(WeftException.class, () -> Export.write(dataset(2, 2, 1, classes), ExportFormat.FOLDER, file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void theSameSetGivesTheSameBytes() throws IOException {
    for (String name : List.of("a.npz", "b.npz")) {
      Export.write(dataset(2, 2, 1, CLASSES), ExportFormat.NPZ, folder.resolve(name));
    }
    assertArrayEquals(Files.readAllBytes(folder.resolve("a.npz")), Files.readAllBytes(folder.resolve("b.npz")));
  }
}
