package dev.weft.train;

import dev.weft.WeftException;
import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The state of a training between two steps, in a file: enough to go on as if it had never stopped. Shuffling and
 * dropout are functions of seed, epoch and step, so that no random stream need be kept. The file is replaced whole,
 * never changed, and carries a checksum.
 */
final class Checkpoint {
  private static final int MAGIC = 0x57454654; // WEFT
  private static final int VERSION = 1;

  private Checkpoint() {}

  /** Where a training is. */
  static final class Progress {
    int epoch;
    int step;
    double lossSum;
    long correct;
    long samples;
    double seconds;
    boolean ended;
    String reason = "";
    final List<EpochResult> epochs = new ArrayList<>();
  }

  /**
   * @param recipe what is trained and how, in words: a checkpoint of another training is refused
   * @throws WeftException if it cannot be written
   */
  static void write(Path file, String recipe, Model model, Progress progress, List<Callback> callbacks) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      CRC32 checksum = new CRC32();
      try (OutputStream raw = Files.newOutputStream(part);
          CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), checksum);
          DataOutputStream out = new DataOutputStream(checked)) {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        writeText(out, recipe);
        writeProgress(out, progress);
        OptimizerState state = model.optimizerState();
        out.writeLong(state.iterations());
        write(out, model.variables().stream().map(Variable::values).toList());
        write(out, state.slots().stream().map(OptimizerState.Slot::values).toList());
        for (Callback callback : callbacks) {
          callback.save(out);
        }
        out.writeLong(checksum.getValue());
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WeftException("a checkpoint must be writable; " + file + " could not be written: " + e + ".", e);
    }
  }

  /**
   * Puts a model, its optimizer and the callbacks into the state of a file.
   *
   * @throws WeftException if the file is damaged or belongs to another training; then nothing more than callbacks may
   *     have changed
   */
  static Progress read(Path file, String recipe, Model model, List<Callback> callbacks) {
    verify(file);
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      in.readLong(); // magic and version, which verify has seen
      if (!readText(in).equals(recipe)) {
        throw new WeftException(
            "a training goes on only with the settings it began with; the checkpoint "
                + file
                + " belongs to another; use those settings or another folder.");
      }
      Progress progress = readProgress(in);
      long iterations = in.readLong();
      float[][] weights = read(in);
      float[][] slots = read(in);
      for (int i = 0; i < weights.length; i++) {
        System.arraycopy(weights[i], 0, model.variables().get(i).values(), 0, weights[i].length);
      }
      for (int i = 0; i < slots.length; i++) {
        System.arraycopy(slots[i], 0, model.optimizerState().slots().get(i).values(), 0, slots[i].length);
      }
      model.optimizerState().iterations(iterations);
      for (Callback callback : callbacks) {
        callback.restore(in);
      }
      return progress;
    } catch (IOException e) {
      throw damaged(file, e.toString());
    }
  }

  private static void verify(Path file) {
    CRC32 checksum = new CRC32();
    try (CheckedInputStream checked =
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), checksum);
        DataInputStream in = new DataInputStream(checked)) {
      long size = Files.size(file);
      if (size < 24 || in.readInt() != MAGIC) {
        throw damaged(file, "it is no checkpoint of Weft");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw damaged(file, "its version is " + version + ", this Weft reads " + VERSION);
      }
      in.skipNBytes(size - 16);
      long computed = checksum.getValue();
      if (in.readLong() != computed) {
        throw damaged(file, "its checksum is wrong");
      }
    } catch (IOException e) {
      throw damaged(file, e.toString());
    }
  }

  private static WeftException damaged(Path file, String why) {
    return new WeftException(
        "a checkpoint must be whole; " + file + " cannot be used: " + why + "; remove it to train from the start.");
  }

  private static void writeProgress(DataOutput out, Progress progress) throws IOException {
    out.writeInt(progress.epoch);
    out.writeInt(progress.step);
    out.writeDouble(progress.lossSum);
    out.writeLong(progress.correct);
    out.writeLong(progress.samples);
    out.writeDouble(progress.seconds);
    out.writeBoolean(progress.ended);
    writeText(out, progress.reason);
    out.writeInt(progress.epochs.size());
    for (EpochResult result : progress.epochs) {
      out.writeInt(result.epoch());
      out.writeDouble(result.learningRate());
      out.writeDouble(result.loss());
      out.writeDouble(result.accuracy());
      out.writeDouble(result.valLoss());
      out.writeDouble(result.valAccuracy());
      out.writeDouble(result.seconds());
    }
  }

  private static Progress readProgress(DataInput in) throws IOException {
    Progress progress = new Progress();
    progress.epoch = in.readInt();
    progress.step = in.readInt();
    progress.lossSum = in.readDouble();
    progress.correct = in.readLong();
    progress.samples = in.readLong();
    progress.seconds = in.readDouble();
    progress.ended = in.readBoolean();
    progress.reason = readText(in);
    for (int count = in.readInt(); count > 0; count--) {
      progress.epochs.add(
          new EpochResult(
              in.readInt(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble()));
    }
    return progress;
  }

  private static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void write(DataOutput out, List<float[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (float[] array : arrays) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * array.length);
      bytes.asFloatBuffer().put(array);
      out.writeInt(array.length);
      out.write(bytes.array());
    }
  }

  static float[][] read(DataInput in) throws IOException {
    float[][] arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      byte[] bytes = new byte[4 * in.readInt()];
      in.readFully(bytes);
      arrays[i] = new float[bytes.length / 4];
      ByteBuffer.wrap(bytes).asFloatBuffer().get(arrays[i]);
    }
    return arrays;
  }
}
