package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.source.IdxFile;
import dev.weft.source.IdxLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final List<String> NAMES = List.of("cat", "dog");
  // two images of 2 x 3, by the format's description
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
  void readsImagesAndLabels() {
    ImageSet set = Idx.read(images, labels, NAMES);
    assertEquals(2, set.size());
    assertEquals(2, set.height());
    assertEquals(3, set.width());
    assertEquals(1, set.channels());
    assertArrayEquals(bytes("0708090a0bff"), set.image(1));
    assertArrayEquals(new int[] {1, 0}, set.labels());
  }

  @ParameterizedTest
  @CsvSource({
    "09, 01020304057f",
    "0b, 000100020003000400fe0006",
    "0c, 0000000100000002000000030000000400000005000000ff",
    "0d, 3f800000 00000000 40400000 40800000 437f0000 42c80000",
    "0e, 3ff0000000000000 0000000000000000 4008000000000000 4010000000000000 406fe00000000000 4059000000000000"
  })
  void readsEveryTypeOfValues(String type, String values) throws IOException {
    double[] expected =
        switch (type) {
          case "09" -> new double[] {1, 2, 3, 4, 5, 127};
          case "0b" -> new double[] {1, 2, 3, 4, 254, 6};
          case "0c" -> new double[] {1, 2, 3, 4, 5, 255};
          default -> new double[] {1, 0, 3, 4, 255, 100};
        };
    images = file("images", "0000" + type + "03 00000001 00000002 00000003" + values);
    labels = file("labels", "00000801 00000001 01");
    byte[] image = Idx.read(images, labels, NAMES).image(0);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], image[i] & 0xff);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00000903 00000001 00000001 00000002 01ff, -1",
    "00000b03 00000001 00000001 00000002 00010100, 256",
    "00000d03 00000001 00000001 00000002 3f8000003f000000, 0.5",
    "00000d03 00000001 00000001 00000002 3f8000007fc00000, NaN"
  })
  void aPixelThatIsNoByteIsAnError(String content, String received) throws IOException {
    images = file("images", content);
    labels = file("labels", "00000801 00000001 01");
    assertEquals(
        "images is not as it must be: value 1 is a whole number from 0 to 255; received " + received + ".", failure());
  }

  // by QMNIST's description: the class, the series, the writer, the writer's digit, the class of NIST, its index, two
  // zeros
  @Test
  void takesTheDigitOfQmnistsEightColumns() throws IOException {
    labels =
        file(
            "qmnist-train-labels-idx2-int",
            "00000c02 00000002 00000008"
                + "00000001 00000000 0000093d 00000048 00000035 00040f9e 00000000 00000000"
                + "00000000 00000001 0000080e 0000004e 00000030 00033535 00000000 00000000");
    assertArrayEquals(new int[] {1, 0}, Idx.read(images, labels, NAMES).labels());
  }

  @Test
  void takesLabelsInAColumnAndOfAnyType() throws IOException {
    labels = file("labels", "00000d02 00000002 00000001 3f800000 00000000");
    assertArrayEquals(new int[] {1, 0}, Idx.read(images, labels, NAMES).labels());
  }

  @Test
  void oneHotLabelsAreAnError() throws IOException {
    labels = file("labels", "00000802 00000002 00000002 0100 0001");
    assertEquals(
        "labels is not as it must be: a file of labels has one for each image (count), or QMNIST's 8 columns of 32-bit"
            + " integers (count, 8); received (2, 2) of type 08 (unsigned bytes).",
        failure());
  }

  @Test
  void labelsThatBeginAt1AreNotShiftedInSilence() throws IOException {
    labels = file("labels", "00000801 00000002 02 01");
    assertEquals(
        "labels is not as it must be: 2 classes have labels from 0 to 1; received labels from 1 to 2;"
            + " give new IdxLayout(1, false), or true for EMNIST's transposed images.",
        failure());
    assertArrayEquals(new int[] {1, 0}, Idx.read(images, labels, NAMES, new IdxLayout(1, false)).labels());
  }

  // 26 images, one of each letter, whose numbers are those of the alphabet, made in EMNIST's layout
  @Test
  void turnsEmnistsImages() {
    Path letters = Path.of("src/test/resources/emnist-letters-train-images-idx3-ubyte");
    Path numbers = Path.of("src/test/resources/emnist-letters-train-labels-idx1-ubyte");
    List<String> names = IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString).toList();
    assertEquals(
        letters
            + " is not as it must be: a file whose layout is not given holds upright images, labelled from 0; received"
            + " one that is EMNIST's by its name, with transposed images; give IdxLayout.EMNIST or EMNIST_LETTERS.",
        assertThrows(WeftException.class, () -> Idx.read(letters, numbers, names)).getMessage());
    ImageSet set = Idx.read(letters, numbers, names, IdxLayout.EMNIST_LETTERS);
    assertEquals(26, set.size());
    assertArrayEquals(IntStream.range(0, 26).toArray(), set.labels());
    byte[] raw = Idx.read(letters, numbers, names, new IdxLayout(1, false)).image(11);
    byte[] upright = set.image(11);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        assertEquals(raw[x * 28 + y], upright[y * 28 + x]);
      }
    }
  }

  @Test
  void turnsImagesThatAreNotSquare() throws IOException {
    ImageSet set = Idx.read(images, labels, NAMES, IdxLayout.EMNIST);
    assertEquals(3, set.height());
    assertEquals(2, set.width());
    assertArrayEquals(bytes("0104 02fe 0306"), set.image(0));
  }

  @Test
  void theChecksumIsThatOfTheSameDataAsUnsignedBytes() throws IOException {
    String sha256 = Idx.sha256(IdxFile.read(labels));
    assertEquals(Sha256.of(MemorySegment.ofArray(bytes(LABELS))), sha256);
    assertEquals(sha256, Idx.sha256(IdxFile.read(file("ints", "00000c01 00000002 00000001 00000000"))));
    assertEquals(sha256, Idx.sha256(IdxFile.read(file("column", "00000802 00000002 00000001 01 00"))));
  }

  @Test
  void readsAFileThatIsGzippedTwice() throws IOException {
    images = zipped("images", Files.readAllBytes(zipped("once", bytes(IMAGES))));
    assertArrayEquals(bytes("0708090a0bff"), Idx.read(images, labels, NAMES).image(1));
  }

  @Test
  void tellsAGzippedFileByItsContentNotByItsName() throws IOException {
    ImageSet set = Idx.read(zipped("images", bytes(IMAGES)), file("labels.gz", LABELS), NAMES);
    assertArrayEquals(bytes("01020304fe06"), set.image(0));
  }

  @Test
  void readsColourImages() throws IOException {
    images = file("images", "00000804 00000002 00000001 00000002 00000003  010203040506 0708090a0b0c");
    ImageSet set = Idx.read(images, labels, NAMES);
    assertEquals(3, set.channels());
    assertEquals(2, set.width());
    assertArrayEquals(bytes("0708090a0b0c"), set.image(1));
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
  void writesColourImagesAndSubsets() {
    ImageSet colours = ImageSet.of(bytes("010203040506070809"), new int[] {1, 0, 1}, 1, 1, 3, NAMES);
    Idx.write(colours.subset(new int[] {2, 0}), images, labels);
    ImageSet read = Idx.read(images, labels, NAMES);
    assertArrayEquals(bytes("070809"), read.image(0));
    assertArrayEquals(bytes("010203"), read.image(1));
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
    images = file("images", IMAGES.replaceFirst("00000803", "00000a03"));
    assertEquals(
        "images is not as it must be: an IDX file's type is one of 08 (unsigned bytes), 09 (bytes), 0b (16-bit"
            + " integers), 0c (32-bit integers), 0d (32-bit floats), 0e (64-bit floats); received 0a.",
        failure());
  }

  @Test
  void anotherNumberOfDimensionsIsAnError() throws IOException {
    images = file("images", "00000805 00000002");
    assertEquals("images is not as it must be: an IDX file has 1 to 4 dimensions; received 5.", failure());
    images = file("images", "00000800");
    assertEquals("images is not as it must be: an IDX file has 1 to 4 dimensions; received 0.", failure());
    assertEquals(
        "labels is not as it must be: a file of images has 3 or 4 dimensions (count, height, width, channels);"
            + " received 1.",
        failure(labels, labels));
    images = file("images", IMAGES);
    assertEquals(
        "images is not as it must be: a file of labels has one for each image (count), or QMNIST's 8 columns of"
            + " 32-bit integers (count, 8); received (2, 2, 3) of type 08 (unsigned bytes).",
        failure(images, images));
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
            .startsWith("images is not as it must be: an image has at most 2147483639 bytes; received dimensions ["));
    images = file("images", "00000803 7fffffff 0000ffff 00007fff 00");
    assertTrue(failure().startsWith("images is truncated: its header promises 4611"));
    images = zipped("images", bytes("00000803 7fffffff 0000ffff 00007fff 00"));
    assertTrue(failure().startsWith("images is not as it must be: a file must fit into a third of the memory "));
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
        "labels is not as it must be: there is one label for each of the 2 images in images; received 3.", failure());
  }

  @Test
  void aLabelWithoutAClassIsAnError() throws IOException {
    labels = file("labels", "00000801 00000002 01ff");
    assertEquals("labels is not as it must be: label 1 is from 0 to 1; received 255.", failure());
  }
}
