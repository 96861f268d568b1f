package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** NumPy's arrays, against files that NumPy wrote: {@code arrays.py} beside them. */
class NumpyArraysTest {
  private static final Path FOLDER = Path.of("src/test/resources/tables/arrays");

  static List<ExpectedSource> expected() throws IOException {
    return ExpectedSource.all("arrays.tsv");
  }

  @ParameterizedTest
  @MethodSource("expected")
  void arraysAreAsNumpyWroteThem(ExpectedSource expected) {
    try (ImageSource source = Sources.open(FOLDER.resolve(expected.path()), SourceOptions.NONE)) {
      expected.assertSame(source);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          objects.npz      | Python objects (a pickle, which may run code); in Python, save numpy.stack
          nan.npz          | pixels are numbers; received NaN or an infinite value
          standardized.npz | save the images as they were before they were scaled
          volumes.npz      | received (6, 7, 7, 7); reshape it
          multi-label.npz  | an image has one class: with labels of shape (6, 14), one 1 a row and else 0; row 0 has not
          fewer-labels.npz | there are 6 images and 5 labels in y
          fractions.npz    | a label is a whole number or a text; received 0.5
          unnamed.npz      | received weights (6, 6, 5), bias (2); save them under such names.
          records.npz      | they are records of several fields
          complex.npz      | they are of NumPy's type 'c8'
          """)
  void whatCannotBeLearnedIsRefusedInASentence(String file, String sentence) {
    Path path = FOLDER.resolve("bad").resolve(file);
    String message = assertThrows(WeftException.class, () -> Sources.open(path, SourceOptions.NONE)).getMessage();
    assertTrue(message.contains(sentence), message);
    assertTrue(message.contains(file) || file.equals("unnamed.npz"), message);
  }

  @Test
  void whatWasAssumedIsNoted() {
    assertEquals(List.of(), notes("keras.npz"));
    assertEquals(List.of("The pixels are 0 to 1, of which 1 is taken as white."), notes("unit-f4.npz"));
    assertEquals(List.of("The pixels are -1 to 1, of which -1 is taken as black and 1 as white."), notes("signed.npz"));
    assertEquals(List.of("The pixels go up to 65535; 65535 is taken as white, 0 as black."), notes("deep.npz"));
    assertEquals(List.of("Rows of 49 values are squares of 7 x 7."), notes("flat.npz"));
    assertEquals(
        List.of("Rows of 192 values are squares of 8 x 8 in colour, first all of red, as in CIFAR."),
        notes("planes.npz"));
    assertEquals(
        List.of("The labels are 3 whole numbers from 1 to 26; each that occurs is a class, named by it."),
        notes("gaps.npz"));
    assertEquals(List.of("arr_0 is taken as images, arr_1 as their labels."), notes("nameless.npz"));
  }

  private static List<String> notes(String file) {
    try (ImageSource source = Sources.open(FOLDER.resolve(file), SourceOptions.NONE)) {
      return source.notes();
    }
  }

  @Test
  void aHeaderThatPromisesMoreThanIsThereTakesNoMemory(@TempDir Path folder) throws IOException {
    write(folder.resolve("labels.npy"), "'|u1'", "(3,)", 3);
    write(folder.resolve("images.npy"), "'<f8'", "(2000000000, 2000000000)", 16);
    String message = refusal(folder);
    assertTrue(message.contains("images.npy: an NPY array has a header with type and shape"), message);
    write(folder.resolve("images.npy"), "'|u1'", "(3, 100, 100)", 16);
    assertTrue(refusal(folder).contains("its header promises 30,000 bytes of values, 16 are there"), refusal(folder));
    write(folder.resolve("images.npy"), "'|u1'", "(3, 4294967297)", 16);
    assertTrue(refusal(folder).contains("its shape is (3, 4294967297)"), refusal(folder));
    Files.write(folder.resolve("images.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1});
    assertTrue(refusal(folder).contains("has 4294967295 characters"), refusal(folder));
  }

  @Test
  void imagesWithoutLabelsAreNoted(@TempDir Path folder) throws IOException {
    write(folder.resolve("x_train.npy"), "'|u1'", "(3, 5, 5)", 75);
    write(folder.resolve("y_train.npy"), "'|u1'", "(3,)", 3);
    write(folder.resolve("x_test.npy"), "'|u1'", "(3, 5, 5)", 75);
    try (ImageSource source = Sources.open(folder, SourceOptions.NONE)) {
      assertEquals("1 array of images has no labels and is passed over: x_test.", source.notes().getFirst());
    }
  }

  private static String refusal(Path path) {
    return assertThrows(WeftException.class, () -> Sources.open(path, SourceOptions.NONE)).getMessage();
  }

  private static void write(Path file, String type, String shape, int bytes) throws IOException {
    byte[] header =
        ("{'descr': " + type + ", 'fortran_order': False, 'shape': " + shape + ", }\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out = ByteBuffer.allocate(10 + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0);
    out.putShort((short) header.length).put(header);
    Files.write(file, out.array());
  }

  @Test
  void filesOfSeveralSetsInAFolderAreNotMixed(@TempDir Path folder) throws IOException {
    for (String set : List.of("letters", "digits")) {
      write(folder.resolve(set + "-images.npy"), "'|u1'", "(3, 5, 5)", 75);
      write(folder.resolve(set + "-labels.npy"), "'|u1'", "(3,)", 3);
    }
    assertTrue(refusal(folder).contains("holds images of several sets"), refusal(folder));
    try (ImageSource source = Sources.open(folder.resolve("letters-images.npy"), SourceOptions.NONE)) {
      assertEquals(3, source.samples().size());
    }
  }
}
