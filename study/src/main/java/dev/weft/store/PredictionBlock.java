package dev.weft.store;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Predictions as one compressed block of bytes. Numbers are stored byte by byte of the same rank, as those of
 * neighbours are alike. The images' places are stored as steps from one to the next.
 */
final class PredictionBlock {
  private static final int VERSION = 1;

  /** How many bytes one may be deflated of at most. */
  private static final long MOST_DEFLATED = 1_032;

  private PredictionBlock() {}

  static byte[] bytes(Predictions predictions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 14))) {
      out.writeInt(VERSION);
      out.writeInt(predictions.size());
      out.writeInt(predictions.classes());
      out.writeBoolean(false); // that a number follows for each image, which no run has
      write(out, steps(predictions.images()));
      write(out, predictions.labels());
      write(out, bits(predictions.probabilities()));
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws WeftException if it did not
   */
  static Predictions read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new WeftException(
            String.format(
                Locale.ROOT,
                "stored predictions are of version %d; these are of version %d; use a newer weft.",
                VERSION,
                version));
      }
      int count = in.readInt();
      int classes = in.readInt();
      requireRoom(count, classes, bytes.length);
      boolean numbered = in.readBoolean();
      int[] images = sums(read(in, count));
      int[] labels = read(in, count);
      read(in, numbered ? count : 0);
      float[] probabilities = floats(read(in, Math.multiplyExact(count, classes)));
      return Predictions.of(labels, probabilities, classes).of(images);
    } catch (IOException | ArithmeticException | IllegalArgumentException e) {
      throw new WeftException(
          "stored predictions are damaged (%s); take them from the run's folder again: 'weft runs import FOLDER'."
              .formatted(e instanceof IOException io ? WeftException.reason(io) : e.getMessage()),
          e);
    }
  }

  /** No block holds more numbers than its bytes can say, so that no more memory is allocated for them. */
  private static void requireRoom(int count, int classes, int bytes) throws IOException {
    long numbers = (2L + classes) * count;
    if (count < 0 || classes < 1 || numbers * Integer.BYTES > MOST_DEFLATED * bytes) {
      throw new IOException(String.format(Locale.ROOT, "%d images of %d classes in %d bytes", count, classes, bytes));
    }
  }

  private static void write(DataOutputStream out, int[] values) throws IOException {
    byte[] plane = new byte[values.length];
    for (int shift = 24; shift >= 0; shift -= 8) {
      for (int i = 0; i < values.length; i++) {
        plane[i] = (byte) (values[i] >>> shift);
      }
      out.write(plane);
    }
  }

  private static int[] read(DataInputStream in, int count) throws IOException {
    int[] values = new int[count];
    byte[] plane = new byte[count];
    for (int shift = 24; shift >= 0; shift -= 8) {
      in.readFully(plane);
      for (int i = 0; i < count; i++) {
        values[i] |= (plane[i] & 0xff) << shift;
      }
    }
    return values;
  }

  private static int[] steps(int[] values) {
    int[] steps = values.clone();
    for (int i = values.length - 1; i > 0; i--) {
      steps[i] -= values[i - 1];
    }
    return steps;
  }

  private static int[] sums(int[] steps) {
    for (int i = 1; i < steps.length; i++) {
      steps[i] += steps[i - 1];
    }
    return steps;
  }

  private static int[] bits(double[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits((float) values[i]);
    }
    return bits;
  }

  private static float[] floats(int[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    return values;
  }
}
