package dev.weft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final List<String> NAMES = List.of("cat", "dog");
  // two pictures of 2 x 3, by the format's description
  private static final String IMAGES = "00000803 00000002 00000002 00000003  01020304fe06 0708090a0bff";
  private static final String LABELS = "00000801 00000002  01 00";

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeFiles() throws IOException {
    images = file("images", IMAGES);
    labels = file("labels", LABELS);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private Path file(String name, String hex) throws IOException {
    return Files.write(folder.resolve(name), bytes(hex));
  }

  private Path zipped(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private String failure() {
    return failure(images, labels);
  }

  private String failure(Path images, Path labels) {
    String message = assertThrows(WeftException.class, () -> Idx.read(images, labels, NAMES)).getMessage();
    return message.replace(folder + "/", "");
  }

  @Test
  void readsPicturesAndLabels() {
    ImageSet set = Idx.read(images, labels, NAMES);
    assertEquals(2, set.size());
    assertEquals(2, set.height());
    assertEquals(3, set.width());
    assertEquals(1, set.channels());
    assertArrayEquals(bytes("0708090a0bff"), set.picture(1));
    assertArrayEquals(new int[] {1, 0}, set.labels());
  }

  @Test
  void mapsAPlainFileIntoMemory() {
    assertTrue(Idx.read(images, labels, NAMES).pixels().isMapped());
  }

  @Test
  void tellsAGzippedFileByItsContentNotByItsName() throws IOException {
    ImageSet set = Idx.read(zipped("images", bytes(IMAGES)), file("labels.gz", LABELS), NAMES);
    assertArrayEquals(bytes("01020304fe06"), set.picture(0));
  }

  @Test
  void readsColourPictures() throws IOException {
    images = file("images", "00000804 00000002 00000001 00000002 00000003  010203040506 0708090a0b0c");
    ImageSet set = Idx.read(images, labels, NAMES);
    assertEquals(3, set.channels());
    assertEquals(2, set.width());
    assertArrayEquals(bytes("0708090a0b0c"), set.picture(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void writesWhatItReads(String suffix) throws IOException {
    Path imagesCopy = folder.resolve("images copy" + suffix);
    Path labelsCopy = folder.resolve("labels copy" + suffix);
    Idx.write(Idx.read(images, labels, NAMES), imagesCopy, labelsCopy);
    assertArrayEquals(bytes(IMAGES), unzipped(imagesCopy, suffix));
    assertArrayEquals(bytes(LABELS), unzipped(labelsCopy, suffix));
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count(), "no temporary file stays");
    }
  }

  private static byte[] unzipped(Path file, String suffix) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (suffix.isEmpty()) {
      return content;
    }
    return new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
  }

  @Test
  void writesColourPicturesAndSubsets() {
    ImageSet colours = ImageSet.of(bytes("010203040506070809"), new int[] {1, 0, 1}, 1, 1, 3, NAMES);
    Idx.write(colours.subset(new int[] {2, 0}), images, labels);
    ImageSet read = Idx.read(images, labels, NAMES);
    assertArrayEquals(bytes("070809"), read.picture(0));
    assertArrayEquals(bytes("010203"), read.picture(1));
    assertArrayEquals(new int[] {1, 1}, read.labels());
  }

  @Test
  void saysThatAFileCannotBeWritten() {
    ImageSet set = Idx.read(images, labels, NAMES);
    assertThrows(WeftException.class, () -> Idx.write(set, folder.resolve("no such folder/images"), labels));
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertEquals("there is no file nothing; check the path.", failure(folder.resolve("nothing"), labels));
  }

  @Test
  void saysThatAFolderIsNoFile() throws IOException {
    Path subfolder = Files.createDirectory(folder.resolve("subfolder"));
    assertTrue(failure(subfolder, labels).startsWith("subfolder cannot be read: "));
  }

  @Test
  void aTruncatedFileIsAnErrorAtWhateverByteItEnds() throws IOException {
    byte[] whole = bytes(IMAGES);
    for (int length = 0; length < whole.length; length++) {
      Files.write(images, Arrays.copyOf(whole, length));
      String plain = failure();
      Path zipped = zipped("zipped", Arrays.copyOf(whole, length));
      assertEquals(plain, failure(zipped, labels).replace("zipped", "images"));
    }
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));
    assertEquals("images is truncated: its header promises 28 bytes; received 27; get the file again.", failure());
  }

  @Test
  void aTruncatedGzipStreamIsAnErrorAtWhateverByteItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(zipped("images", bytes(IMAGES)));
    for (int length = 2; length < whole.length; length++) {
      Files.write(images, Arrays.copyOf(whole, length));
      assertEquals("images is truncated: its compressed data ends too early; get the file again.", failure());
    }
  }

  @Test
  void aDamagedGzipStreamIsAnError() throws IOException {
    byte[] content = Files.readAllBytes(zipped("images", bytes(IMAGES)));
    content[content.length - 6] ^= 1; // of the check sum
    Files.write(images, content);
    assertEquals(
        "images is damaged: its compressed data is invalid (Corrupt GZIP trailer); get the file again.", failure());
  }

  @Test
  void trailingBytesAreAnError() throws IOException {
    String expected =
        "images is not as it must be: its header promises 28 bytes and no more; received bytes after them.";
    images = file("images", IMAGES + "00");
    assertEquals(expected, failure());
    images = zipped("images", bytes(IMAGES + "00"));
    assertEquals(expected, failure());
  }

  @Test
  void anotherFormatIsAnError() throws IOException {
    images = file("images", "89504e47 0d0a1a0a");
    assertEquals("images is not as it must be: an IDX file begins with two zero bytes; received 89 50.", failure());
  }

  @Test
  void anotherTypeIsAnError() throws IOException {
    images = file("images", IMAGES.replaceFirst("00000803", "00000d03"));
    assertEquals(
        "images is not as it must be: pictures and labels are of type 08 (unsigned bytes); received type 0d.",
        failure());
  }

  @Test
  void anotherNumberOfDimensionsIsAnError() throws IOException {
    images = file("images", "00000805 00000002");
    assertEquals("images is not as it must be: an IDX file has 1 to 4 dimensions; received 5.", failure());
    images = file("images", "00000800");
    assertEquals("images is not as it must be: an IDX file has 1 to 4 dimensions; received 0.", failure());
    assertEquals(
        "labels is not as it must be: a file of pictures has 3 or 4 dimensions (count, height, width, channels);"
            + " received 1.",
        failure(labels, labels));
    images = file("images", IMAGES);
    assertEquals(
        "images is not as it must be: a file of labels has 1 dimension (count); received 3.", failure(images, images));
  }

  @Test
  void anEmptyOrNegativeDimensionIsAnError() throws IOException {
    images = file("images", "00000803 00000002 00000000 00000003");
    assertEquals("images is not as it must be: each dimension is at least 1; received 0 for dimension 1.", failure());
    images = file("images", "00000803 ffffffff 00000002 00000003");
    assertEquals("images is not as it must be: each dimension is at least 1; received -1 for dimension 0.", failure());
  }

  @Test
  void anAbsurdSizeIsAnErrorAndNotAnAllocation() throws IOException {
    images = file("images", "00000803 7fffffff 7fffffff 7fffffff 00");
    assertTrue(
        failure()
            .startsWith("images is not as it must be: a picture has at most 2147483639 bytes; received dimensions ["));
    images = file("images", "00000803 7fffffff 0000ffff 00007fff 00");
    assertTrue(failure().startsWith("images is truncated: its header promises 4611"));
    images = zipped("images", bytes("00000803 7fffffff 0000ffff 00007fff 00"));
    assertTrue(failure().startsWith("images is not as it must be: a gzipped file must fit into memory, "));
    images = zipped("images", bytes("00000803 00100000 00000008 00000008 00"));
    assertEquals(
        "images is truncated: its header promises 67108880 bytes; received 17; get the file again.", failure());
  }

  @Test
  void aHighlyCompressedFileIsReadWhole() throws IOException {
    byte[] content = new byte[16 + 1000 * 28 * 28];
    System.arraycopy(bytes("00000803 000003e8 0000001c 0000001c"), 0, content, 0, 16);
    images = zipped("images", content);
    labels = file("labels", "00000801 000003e8" + "01".repeat(1000));
    assertEquals(1000, Idx.read(images, labels, NAMES).size());
  }

  @Test
  void aDifferentNumberOfLabelsIsAnError() throws IOException {
    labels = file("labels", "00000801 00000003 010001");
    assertEquals(
        "labels is not as it must be: there is one label for each of the 2 pictures in images; received 3.", failure());
  }

  @Test
  void aLabelWithoutAClassIsAnError() throws IOException {
    labels = file("labels", "00000801 00000002 01ff");
    assertEquals("labels is not as it must be: label 1 is from 0 to 1; received 255.", failure());
  }
}
