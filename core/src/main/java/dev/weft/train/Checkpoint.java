package dev.weft.train;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
  private static final int VERSION = 4;

  private static final int PIECE = 1 << 16;
  private static final String NOT_HERE = "the place in the training is none of this one";

  private final Path file;
  private final Recipe recipe;
  private final Model model;
  private final List<Stage> stages;
  private final Fit whole;

  /**
   * @param whole what holds for all stages
   */
  Checkpoint(Model model, List<Stage> stages, Fit whole) {
    this.file = whole.checkpoint();
    this.recipe = Recipe.of(model, stages, whole);
    this.model = model;
    this.stages = stages;
    this.whole = whole;
  }

  /**
   * The stage in which the training of the file is; the first one where there is no file.
   *
   * @throws WeftException if the file is damaged or belongs to another training
   */
  int stage() {
    if (!Files.exists(file)) {
      return 0;
    }
    verify();
    try (DataInputStream in = opened()) {
      return position(in).stage;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * Takes up the training from the file, or else writes the file, so that one that cannot be written is found out now.
   * The model and the callbacks are at the beginning of the file's {@link #stage}.
   *
   * @throws WeftException if the file cannot be written, is damaged or belongs to another training; then model and
   *     optimizer have not changed
   */
  Position begin() {
    if (Files.exists(file)) {
      return read();
    }
    Position position = new Position();
    write(position);
    return position;
  }

  /**
   * @throws WeftException if it cannot be written
   */
  void write(Position position) {
    WholeFile.write(file, out -> write(position, out));
  }

  private void write(Position position, OutputStream file) throws IOException {
    CRC32 checksum = new CRC32();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(file, checksum));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    write(out, recipe.text().getBytes(StandardCharsets.UTF_8));
    position.write(out);
    for (Callback callback : callbacks(position)) {
      ByteArrayOutputStream state = new ByteArrayOutputStream();
      callback.save(new DataOutputStream(state));
      write(out, state.toByteArray());
    }
    out.writeLong(model.optimizerState().iterations());
    writeNamed(out, weights());
    writeNamed(out, slots());
    out.writeLong(checksum.getValue());
  }

  /** The weights themselves, by layer and name. */
  private Map<String, float[]> weights() {
    Map<String, float[]> weights = new LinkedHashMap<>();
    model.variables().forEach(variable -> weights.put(variable.path(), variable.values()));
    return weights;
  }

  private Map<String, float[]> slots() {
    Map<String, float[]> slots = new LinkedHashMap<>();
    model
        .optimizerState()
        .slots()
        .forEach(slot -> slots.put(slot.variable().path() + "/" + slot.name(), slot.values()));
    return slots;
  }

  private List<Callback> callbacks(Position position) {
    List<Callback> ofStage = stages.get(position.stage).fit().callbacks();
    return Stream.concat(ofStage.stream(), whole.callbacks().stream()).toList();
  }

  private DataInputStream opened() throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  private Position read() {
    verify();
    try (DataInputStream in = opened()) {
      Position position = position(in);
      for (Callback callback : callbacks(position)) {
        callback.restore(new DataInputStream(new ByteArrayInputStream(readBytes(in))));
      }
      long iterations = in.readLong();
      Map<String, float[]> weights = readNamed(in);
      Map<String, float[]> slots = readNamed(in);
      in.readLong(); // the checksum, which verify has seen
      require(iterations >= 0 && in.read() < 0, "it holds something else than a training's state");
      require(fits(weights, weights()) && fits(slots, slots()), "its weights are not the network's");
      copy(weights, weights());
      copy(slots, slots());
      model.optimizerState().iterations(iterations);
      return position;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** What the file begins with, of this training. */
  private Position position(DataInputStream in) throws IOException {
    in.readLong(); // magic and version, which verify has seen
    check(new String(readBytes(in), StandardCharsets.UTF_8));
    Position position = Position.read(in);
    require(position.stage >= 0 && position.stage < stages.size(), NOT_HERE);
    Stage stage = stages.get(position.stage);
    require(position.isWithin(stage.steps()), NOT_HERE);
    if (position.epoch - position.stageEpoch > stage.fit().epochs()) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a training cannot be shortened; %d epochs are asked for, and the checkpoint %s has %d already.",
              stage.fit().epochs(),
              file,
              position.epoch - position.stageEpoch));
    }
    return position;
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw damaged(otherwise);
    }
  }

  private static boolean fits(Map<String, float[]> from, Map<String, float[]> to) {
    return from.keySet().equals(to.keySet())
        && from.keySet().stream().allMatch(name -> from.get(name).length == to.get(name).length);
  }

  private static void copy(Map<String, float[]> from, Map<String, float[]> to) {
    from.forEach((name, values) -> System.arraycopy(values, 0, to.get(name), 0, values.length));
  }

  private void check(String text) {
    List<String> others = recipe.differences(text);
    if (!others.isEmpty()) {
      throw new WeftException(
          "a training goes on only with what it began with; the checkpoint "
              + file
              + " is of a training with other values of "
              + String.join(", ", others)
              + "; give the same ones, or name another file.");
    }
  }

  private void verify() {
    CRC32 checksum = new CRC32();
    try (CheckedInputStream checked =
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), checksum);
        DataInputStream in = new DataInputStream(checked)) {
      long size = Files.size(file);
      if (size < 24 || in.readInt() != MAGIC) {
        throw damaged("it is no checkpoint of Weft");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw damaged("its version is " + version + ", this Weft reads " + VERSION);
      }
      in.skipNBytes(size - 16);
      long computed = checksum.getValue();
      if (in.readLong() != computed) {
        throw damaged("its checksum is wrong");
      }
    } catch (IOException e) {
      throw damaged(e.toString());
    }
  }

  private WeftException damaged(IOException e) {
    return damaged(e instanceof EOFException ? "it ends where more must follow" : e.getMessage());
  }

  private WeftException damaged(String why) {
    return new WeftException(
        "a checkpoint must be whole; " + file + " cannot be used: " + why + "; remove it to train from the start.");
  }

  private static void write(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Allocates no more than there are bytes for, whatever the length says. */
  private static byte[] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    byte[] bytes = new byte[Math.clamp(length, 0, PIECE)];
    for (int read = 0; read < length; read = bytes.length) {
      if (read == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
      }
      in.readFully(bytes, read, bytes.length - read);
    }
    if (length < 0) {
      throw new IOException("it says that " + length + " bytes follow");
    }
    return bytes;
  }

  private static void writeNamed(DataOutput out, Map<String, float[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (Map.Entry<String, float[]> array : arrays.entrySet()) {
      write(out, array.getKey().getBytes(StandardCharsets.UTF_8));
      write(out, array.getValue());
    }
  }

  private static Map<String, float[]> readNamed(DataInput in) throws IOException {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      String name = new String(readBytes(in), StandardCharsets.UTF_8);
      arrays.put(name, readFloats(in));
    }
    return arrays;
  }

  static void write(DataOutput out, List<float[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (float[] array : arrays) {
      write(out, array);
    }
  }

  private static void write(DataOutput out, float[] array) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * array.length);
    bytes.asFloatBuffer().put(array);
    write(out, bytes.array());
  }

  static float[][] read(DataInput in) throws IOException {
    List<float[]> arrays = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      arrays.add(readFloats(in));
    }
    return arrays.toArray(float[][]::new);
  }

  /**
   * Reads what {@link #write(DataOutput, List)} wrote into arrays of the same lengths.
   *
   * @throws IOException if they have other lengths
   */
  static void readInto(DataInput in, List<float[]> arrays) throws IOException {
    float[][] read = read(in);
    if (read.length != arrays.size()) {
      throw new IOException("it has " + read.length + " arrays where " + arrays.size() + " belong");
    }
    for (int i = 0; i < read.length; i++) {
      if (read[i].length != arrays.get(i).length) {
        throw new IOException("an array has " + read[i].length + " numbers where " + arrays.get(i).length + " belong");
      }
      System.arraycopy(read[i], 0, arrays.get(i), 0, read[i].length);
    }
  }

  private static float[] readFloats(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    float[] array = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(array);
    return array;
  }
}
