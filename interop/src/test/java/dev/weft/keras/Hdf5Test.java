package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class Hdf5Test {
  @TempDir Path folder;

  private Hdf5 written(Consumer<WritableHdfFile> content) throws IOException {
    Path file = folder.resolve("test.h5");
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      content.accept(hdf5);
    }
    return new Hdf5(Files.readAllBytes(file));
  }

  private static String message(Executable executable) {
    return assertThrows(WeftException.class, executable).getMessage();
  }

  // ---- the file that h5py wrote

  @Test
  void arraysAreThoseThatJhdfReads() {
    byte[] bytes = Golden.D_3.bytes();
    Hdf5 hdf5 = new Hdf5(bytes);
    try (HdfFile other = HdfFile.fromBytes(bytes)) {
      for (String path :
          List.of(
              "model_weights/dense_122/sequential_2/dense_122/kernel",
              "model_weights/dense_124/sequential_2/dense_124/bias",
              "optimizer_weights/adam_2/sequential_2_dense_123_kernel_velocity")) {
        Dataset dataset = other.getDatasetByPath(path);
        assertArrayEquals(dataset.getDimensionsAsLong(), hdf5.shape(path));
        float[] expected = (float[]) dataset.getDataFlat();
        float[] actual = new float[expected.length];
        hdf5.floats(path, actual);
        assertArrayEquals(expected, actual);
      }
    }
    assertEquals(100, hdf5.integer("optimizer_weights/adam_2/iteration"));
  }

  @Test
  void textsAreRead() {
    Hdf5 hdf5 = new Hdf5(Golden.D_3.bytes());
    assertEquals(List.of("3.15.1"), hdf5.texts("", "keras_version"));
    assertEquals(
        List.of("flatten_46", "dense_122", "dense_123", "dense_124"), hdf5.texts("model_weights", "layer_names"));
    assertEquals(List.of(), hdf5.texts("model_weights/flatten_46", "weight_names"));
    assertEquals(List.of(), hdf5.texts("model_weights", "nothing"));
    assertEquals(List.of(), hdf5.texts("nowhere", "nothing"));
  }

  @Test
  void childrenAreListed() {
    Hdf5 hdf5 = new Hdf5(Golden.D_3.bytes());
    assertEquals(List.of("model_weights", "optimizer_weights"), hdf5.children(""));
    assertEquals(List.of(), hdf5.children("nowhere"));
    assertTrue(hdf5.has("model_weights/dense_122"));
    assertFalse(hdf5.has("model_weights/dense_125"));
  }

  // ---- files that jHDF wrote

  @Test
  void aGroupMayHaveManyChildren() throws IOException {
    Hdf5 hdf5 =
        written(file -> {
          for (int i = 0; i < 1_000; i++) {
            file.putDataset(String.valueOf(i), new float[] {i});
          }
        });
    assertEquals(1_000, hdf5.children("").size());
    float[] value = new float[1];
    hdf5.floats("987", value);
    assertEquals(987, value[0]);
  }

  @Test
  void longFloatsAreRounded() throws IOException {
    Hdf5 hdf5 = written(file -> file.putDataset("doubles", new double[] {1, 0.1}));
    float[] values = new float[2];
    hdf5.floats("doubles", values);
    assertArrayEquals(new float[] {1, 0.1f}, values);
  }

  @Test
  void otherKindsOfNumbersAreRefused() throws IOException {
    Hdf5 hdf5 =
        written(file -> {
          file.putDataset("longs", new long[] {1, 2});
          file.putDataset("byte", (byte) 3);
          file.putDataset("floats", new float[] {1, 2});
        });
    assertEquals("'longs' must hold floats of 16, 32 or 64 bits.", message(() -> hdf5.floats("longs", new float[2])));
    assertEquals("'byte' must hold a whole number.", message(() -> hdf5.integer("byte")));
    assertEquals("'floats' must hold a whole number.", message(() -> hdf5.integer("floats")));
    assertEquals("'floats' must hold 3 numbers; its shape is [2].", message(() -> hdf5.floats("floats", new float[3])));
    assertEquals("'nothing' is missing from the weights.", message(() -> hdf5.shape("nothing")));
  }

  @Test
  void arraysInPiecesAreRefused() throws IOException {
    Hdf5 hdf5 =
        written(file ->
            file.putDataset(
                "pieces", new float[100], DatasetCreationOptions.builder().chunkDimensions(10).deflate().build()));
    assertEquals(
        "'pieces' must be an array of numbers, stored in one piece without compression.",
        message(() -> hdf5.shape("pieces")));
  }

  // ---- hostile files

  private static int indexOf(byte[] bytes, String word, int from) {
    byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
    for (int i = from; i <= bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("no " + word);
  }

  @Test
  void aTreeThatContainsItselfIsRefused() {
    byte[] bytes = Golden.D_3.bytes();
    int tree = indexOf(bytes, "TREE", 0);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(tree + 5, (byte) 1).putShort(tree + 6, (short) 2);
    file.putLong(tree + 32, tree).putLong(tree + 48, tree);
    Hdf5 hdf5 = new Hdf5(bytes);
    assertEquals(
        "the HDF5 data has more than 1048576 parts, or parts that contain one another.",
        message(() -> hdf5.children("")));
  }

  @Test
  void aHeaderThatContinuesInItselfIsRefused() {
    byte[] bytes = new byte[200];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(0, 0x0a1a0a0d46444889L).put(8, (byte) 2).put(9, (byte) 8).put(10, (byte) 8).putLong(36, 100);
    file.put(100, (byte) 1).putShort(102, (short) 1).putInt(108, 24); // a header with one message:
    file.putShort(116, (short) 0x10).putShort(118, (short) 16).putLong(124, 116).putLong(132, 24); // go on at 116
    Hdf5 hdf5 = new Hdf5(bytes);
    assertEquals(
        "the HDF5 data has more than 1048576 parts, or parts that contain one another.",
        message(() -> hdf5.children("")));
  }

  @Test
  void aFileCutOffAnywhereIsRefusedOrReadAsFarAsItGoes() {
    byte[] bytes = Golden.D_3.bytes();
    for (int length = 0; length < 20_000; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      try {
        new Hdf5(cut).texts("", "model_config");
      } catch (WeftException e) {
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
      }
    }
  }

  @Test
  void otherBytesAreRefused() {
    assertEquals("the weights are not in HDF5 format.", message(() -> new Hdf5(new byte[100])));
    assertEquals("the weights are not in HDF5 format.", message(() -> new Hdf5(new byte[0])));
  }
}
