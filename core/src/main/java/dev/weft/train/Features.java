package dev.weft.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.nio.file.StandardOpenOption.READ;

import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.dataset.Sha256;
import dev.weft.dataset.UnfinishedFile;
import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.kernel.Pixels;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * What the frozen layers of a network make of each image of a set, computed once: floats (images, features) in a file
 * that is mapped into memory. A file in the cache has a name that tells layers, weights, scaling and images, and is
 * used again by later trainings.
 *
 * @param values (images computed, size)
 * @param size the floats of one image
 * @param places (images): where each image of a set stands among those computed
 * @param seconds that they took to compute
 * @param isKept whether an earlier training computed them
 */
record Features(MemorySegment values, int size, int[] places, double seconds, boolean isKept) {
  /** What a file may hold. */
  static final long MOST = 4L << 30;

  private static final String ENDING = ".features";

  /** Changes when the same layers would give other numbers. */
  private static final int VERSION = 1;

  private static final long MAGIC = 0x57_45_46_54_46_45_41_54L + VERSION; // WEFTFEAT
  private static final int HEADER = 64;

  /** Images that run through the layers together on one thread. */
  static final int PIECE = 8;

  /** How often a training that waits for another's outputs asks whether it is to stop. */
  private static final long PATIENCE = 100;

  /** Follows the computation. */
  interface Watcher {
    void computed(int images, int all);
  }

  /** One training at a time computes what a file is to hold; others that want the same wait for it. */
  private static final Map<Path, Lock> COMPUTING = new ConcurrentHashMap<>();

  /** The bytes of those of so many images. */
  private static long bytes(FrozenPart part, int images) {
    return (long) Float.BYTES * images * part.body().output().elements();
  }

  /** Whether those of so many images are no more than a file may hold. */
  static boolean fit(FrozenPart part, int images) {
    return bytes(part, images) <= MOST;
  }

  /**
   * Those of all images of a set; empty if asked to stop before they are there.
   *
   * @param folder where they are kept; null for nowhere
   * @throws IOException if there is no place for them
   */
  static Optional<Features> of(
      FrozenPart part,
      ImageSet set,
      Scaling scaling,
      Path folder,
      WorkerPool workers,
      BooleanSupplier stop,
      Watcher watcher)
      throws IOException {
    long bytes = bytes(part, set.size());
    if (!fit(part, set.size())) {
      throw new IOException("they would take %s MB".formatted(bytes >> 20));
    }
    if (folder == null) {
      try (UnfinishedFile file = UnfinishedFile.nameless("weft-features-", bytes);
          Computation computation = new Computation(part, set, scaling, file, workers)) {
        return computation.run(stop, watcher);
      }
    }
    Files.createDirectories(folder);
    Path file = folder.resolve(key(part, set, scaling) + ENDING);
    Lock computing = COMPUTING.computeIfAbsent(file, name -> new ReentrantLock());
    if (!waited(computing, stop)) {
      return Optional.empty();
    }
    try {
      return keptOrComputed(part, set, scaling, file, workers, stop, watcher);
    } finally {
      computing.unlock();
    }
  }

  /** Takes a lock that another training may have; false if asked to stop before. */
  private static boolean waited(Lock lock, BooleanSupplier stop) {
    try {
      while (!lock.tryLock(PATIENCE, TimeUnit.MILLISECONDS)) {
        if (stop.getAsBoolean()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Optional<Features> keptOrComputed(
      FrozenPart part,
      ImageSet set,
      Scaling scaling,
      Path file,
      WorkerPool workers,
      BooleanSupplier stop,
      Watcher watcher)
      throws IOException {
    Optional<Features> kept = read(file, set.size(), part.body().output().elements());
    if (kept.isPresent()) {
      CacheFolder.touch(file);
      return kept;
    }
    new CacheFolder(file.getParent(), ENDING, 5 * MOST).tidy(file);
    CacheFolder.requireSpace(file.getParent(), bytes(part, set.size()));
    try (UnfinishedFile unfinished = UnfinishedFile.begin(file);
        Computation computation = new Computation(part, set, scaling, unfinished, workers)) {
      Optional<Features> computed = computation.run(stop, watcher);
      if (computed.isPresent()) {
        computation.finish(computed.get());
        unfinished.rename(file);
      }
      return computed;
    }
  }

  /** The same for a set whose images stand at these places. */
  Features at(int[] places) {
    return new Features(values, size, places, seconds, isKept);
  }

  /** Copies those of an image into an array. */
  void copy(int image, float[] into, int at) {
    MemorySegment.copy(values, JAVA_FLOAT, 4L * size * places[image], into, at, size);
  }

  private static int[] all(int images) {
    return IntStream.range(0, images).toArray();
  }

  private static String key(FrozenPart part, ImageSet set, Scaling scaling) {
    return Sha256.of(out -> {
      DataOutputStream data = new DataOutputStream(out);
      data.writeUTF(VERSION + " " + Program.usesWinograd() + " " + set.checksum());
      data.write(part.body().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      write(scaling.scale(), out);
      write(scaling.offset(), out);
      for (Variable variable : part.bodyVariables()) {
        write(variable.values(), out);
      }
      byte[] image = new byte[set.checksum().isEmpty() ? set.features() : 0];
      for (int i = 0; i < set.size() && image.length > 0; i++) {
        MemorySegment.copy(set.pixels(), ValueLayout.JAVA_BYTE, set.pixelOffset(i), image, 0, image.length);
        out.write(image);
      }
    });
  }

  private static void write(float[] values, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  private static Optional<Features> read(Path file, int images, int size) {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      if (all.byteSize() != HEADER + 4L * images * size || all.get(ValueLayout.JAVA_LONG, 0) != MAGIC) {
        return Optional.empty();
      }
      MemorySegment values = all.asSlice(HEADER);
      return all.get(ValueLayout.JAVA_LONG, 8) == checksum(values)
          ? Optional.of(new Features(values, size, all(images), all.get(ValueLayout.JAVA_DOUBLE, 16), true))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long checksum(MemorySegment values) {
    CRC32 checksum = new CRC32();
    for (long at = 0; at < values.byteSize(); at += 1 << 20) {
      checksum.update(values.asSlice(at, Math.min(1 << 20, values.byteSize() - at)).asByteBuffer());
    }
    return checksum.getValue();
  }

  /** The layers at work, on all threads, each with a program; the programs share their weights. */
  private static final class Computation implements AutoCloseable {
    private final ImageSet set;
    private final float[] scale;
    private final float[] offset;
    private final WorkerPool workers;
    private final WorkerPool alone = new WorkerPool(1);
    private final Program program;
    private final ArrayBlockingQueue<Program> idle;
    private final MemorySegment all;
    private final int size;
    private int first;

    /**
     * @param file takes the outputs
     */
    Computation(FrozenPart part, ImageSet set, Scaling scaling, UnfinishedFile file, WorkerPool workers)
        throws IOException {
      this.set = set;
      this.workers = workers;
      Scaling sized = scaling.sized(set.features(), set.channels());
      scale = sized.scale();
      offset = sized.offset();
      size = part.body().output().elements();
      all = file.channel().map(MapMode.READ_WRITE, 0, HEADER + bytes(part, set.size()), Arena.ofAuto());
      program = part.program(PIECE, alone);
      idle = new ArrayBlockingQueue<>(workers.threads());
      idle.add(program);
    }

    Optional<Features> run(BooleanSupplier stop, Watcher watcher) {
      long began = System.nanoTime();
      int pieces = Math.ceilDiv(set.size(), PIECE);
      int together = 2 * workers.threads();
      for (first = 0; first < pieces; first += together) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        workers.run(this::piece, Math.min(together, pieces - first));
        watcher.computed(Math.min(set.size(), (first + together) * PIECE), set.size());
      }
      return Optional.of(
          new Features(all.asSlice(HEADER), size, all(set.size()), (System.nanoTime() - began) / 1e9, false));
    }

    private void piece(int unit) {
      Program waiting = idle.poll();
      Program its = waiting == null ? program.twin(alone) : waiting;
      int from = (first + unit) * PIECE;
      int count = Math.min(PIECE, set.size() - from);
      byte[] pixels = new byte[scale.length];
      for (int i = 0; i < count; i++) {
        MemorySegment.copy(set.pixels(), ValueLayout.JAVA_BYTE, set.pixelOffset(from + i), pixels, 0, pixels.length);
        Pixels.scale(pixels, 0, scale, offset, its.input(), i * pixels.length);
      }
      its.forward(count);
      MemorySegment.copy(its.output(), 0, all, JAVA_FLOAT, HEADER + 4L * size * from, count * size);
      idle.offer(its);
    }

    /** Writes the head of a whole file. */
    void finish(Features computed) {
      all.set(ValueLayout.JAVA_LONG, 0, MAGIC);
      all.set(ValueLayout.JAVA_LONG, 8, checksum(computed.values));
      all.set(ValueLayout.JAVA_DOUBLE, 16, computed.seconds);
      all.force();
    }

    @Override
    public void close() {
      alone.close();
    }
  }
}
