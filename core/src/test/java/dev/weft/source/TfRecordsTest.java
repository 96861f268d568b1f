package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are written by sources.py. */
class TfRecordsTest {
  private static final Path SLIM = Path.of("src/test/resources/sources/slim");
  private static final Path TFDS = Path.of("src/test/resources/sources/tfds");

  @TempDir Path folder;

  @Test
  void readsRecordsOfTensorFlowsImageScripts() {
    try (ImageSource source = Sources.open(SLIM, SourceOptions.NONE)) {
      assertEquals("TensorFlow's records", source.format());
      assertEquals(List.of("cat", "dog"), source.classNames());
      SourceSample third = source.samples().get(2);
      assertEquals(new SourceSample("set-train-00001-of-00002.tfrecord[0]", 0, Optional.of(DataPart.TRAIN), ""), third);
      assertEquals(Optional.of(DataPart.VALIDATION), source.samples().get(3).part());
      assertArrayEquals(new byte[] {3, 3, 3, 3}, source.read(2).pixels());
      assertEquals(3, source.files().size());
      assertEquals(List.of(), source.notes());
    }
  }

  @Test
  void readsRecordsOfTensorflowDatasets() {
    try (ImageSource source = Sources.open(TFDS, SourceOptions.NONE)) {
      assertEquals(List.of("plane", "bird"), source.classNames());
      assertEquals(List.of(1, 1, 0), source.samples().stream().map(SourceSample::label).toList());
      assertArrayEquals(new byte[] {7, 8, 9}, Arrays.copyOf(source.read(0).pixels(), 3));
    }
  }

  @Test
  void aFeatureMayBeTheLabelOrTheGroup() {
    try (ImageSource source = Sources.open(SLIM, new SourceOptions("patient", "image/class/text"))) {
      assertEquals(List.of("p1", "p2", "p3", "p4"), source.classNames());
      assertEquals("dog", source.samples().get(1).group());
    }
  }

  @Test
  void oneFileIsReadAlone() {
    try (ImageSource source = Sources.open(SLIM.resolve("set-train-00001-of-00002.tfrecord"), SourceOptions.NONE)) {
      assertEquals(1, source.samples().size());
      assertEquals(List.of(), source.notes());
    }
  }

  @Test
  void missingFilesOfASetAreNoted() throws IOException {
    String second = "set-train-00001-of-00002.tfrecord";
    Files.copy(SLIM.resolve(second), folder.resolve(second));
    try (ImageSource source = Sources.open(folder, SourceOptions.NONE)) {
      assertEquals(List.of("1 of the 2 files of 'set-train' are missing."), source.notes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 30})
  void aChangedByteIsFound(int at) throws IOException {
    byte[] bytes = Files.readAllBytes(TFDS.resolve("tiny-train.tfrecord-00000-of-00001"));
    int second = bytes.length / 2; // both records are as long
    bytes[second + at]++;
    Path file = Files.write(folder.resolve("a.tfrecord"), bytes);
    String message = assertThrows(WeftException.class, () -> Sources.open(file, SourceOptions.NONE)).getMessage();
    assertTrue(message.contains("record 1 has") && message.contains("checksum"), message);
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(TFDS.resolve("tiny-test.tfrecord-00000-of-00001"));
    Path file = Files.write(folder.resolve("a.tfrecord"), Arrays.copyOf(bytes, bytes.length - 5));
    assertEquals(
        file + " is damaged: record 0 is cut off; get the file again.",
        assertThrows(WeftException.class, () -> Sources.open(file, SourceOptions.NONE)).getMessage());
  }

  @Test
  void aLabelThatIsNotThereIsNamed() {
    SourceOptions options = new SourceOptions("breed", "");
    String message = assertThrows(WeftException.class, () -> Sources.open(TFDS, options)).getMessage();
    assertTrue(
        message.endsWith(
            "record 0: a record must hold a label, 'breed'; it holds 'image', 'label', 'id'; name it with 'label'."),
        message);
  }
}
