package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet.Store;
import dev.weft.image.Preparation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set in one file, so that another machine has the very same one: 4,096 bytes of head, the pixels, which are
 * mapped into memory, and all else.
 */
public final class DatasetFile {
  private static final int HEAD = 4096;
  private static final long MAGIC = 0x5745465453455431L; // "WEFTSET1"
  private static final int PIECE = 1 << 24;

  private DatasetFile() {}

  // ---- writing

  /**
   * Writes a set.
   *
   * @return the SHA-256 of the file, in hexadecimal digits
   * @throws WeftException if it cannot be written
   */
  public static String write(ImageDataset set, Path file) {
    List<ImageSet> parts = new ArrayList<>(List.of(set.train(), set.test()));
    set.validation().ifPresent(parts::add);
    List<Store> stores = parts.stream().map(part -> part.store).distinct().toList();
    List<MemorySegment> pixels = stores.stream().map(Store::pixels).distinct().toList();
    byte[] rest =
        Bytes.of((out, nothing) -> {
          out.list(pixels, (to, segment) -> to.number(segment.byteSize()));
          out.list(stores, (to, store) -> write(to, store, pixels.indexOf(store.pixels())));
          out.list(parts, (to, part) -> write(to, part, stores.indexOf(part.store)));
          write(out, set);
        });
    long bytes = pixels.stream().mapToLong(MemorySegment::byteSize).sum();
    byte[] head =
        Bytes.of((out, nothing) -> {
          out.number(MAGIC);
          out.number(bytes);
          out.number(rest.length);
        });
    try (UnfinishedFile unfinished = UnfinishedFile.begin(file)) {
      FileChannel channel = unfinished.channel();
      CacheFolder.requireSpace(file.toAbsolutePath().getParent(), HEAD + bytes + rest.length);
      all(channel, 0, ByteBuffer.wrap(Arrays.copyOf(head, HEAD)));
      long at = HEAD;
      for (MemorySegment segment : pixels) {
        for (long done = 0; done < segment.byteSize(); done += PIECE) {
          long length = Math.min(PIECE, segment.byteSize() - done);
          all(channel, at + done, segment.asSlice(done, length).asByteBuffer());
        }
        at += segment.byteSize();
      }
      all(channel, at, ByteBuffer.wrap(rest));
      unfinished.rename(file);
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    }
    return Sha256.of(file);
  }

  private static void all(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
    for (long end = at + bytes.remaining(); bytes.hasRemaining(); ) {
      channel.write(bytes, end - bytes.remaining());
    }
  }

  private static void write(Bytes.Out out, Store store, int pixels) throws IOException {
    out.number(pixels);
    out.integers(store.labels());
    out.number(store.height());
    out.number(store.width());
    out.number(store.channels());
    out.list(store.classNames(), Bytes.Out::text);
    out.list(store.names() == null ? List.of() : store.names(), Bytes.Out::text);
    out.integers(store.groups() == null ? new int[0] : store.groups());
    out.text(store.checksum());
  }

  private static void write(Bytes.Out out, ImageSet part, int store) throws IOException {
    out.number(store);
    out.integers(part.rows);
    out.integers(part.sources);
  }

  private static void write(Bytes.Out out, ImageDataset set) throws IOException {
    out.text(set.name());
    out.list(
        List.copyOf(set.sha256().entrySet()),
        (to, file) -> {
          to.text(file.getKey());
          to.text(file.getValue());
        });
    out.text(set.checksum());
    out.text(set.origin());
    out.list(set.preparation().stream().toList(), ImageTableCodec::write);
    out.number(set.isTestHeldOut() ? 1 : 0);
    out.list(set.summary(), Bytes.Out::text);
  }

  // ---- reading

  /**
   * Reads what {@link #write} wrote.
   *
   * @param sha256 what {@link #write} returned
   * @throws WeftException if the file cannot be read, or if it is another one
   */
  public static ImageDataset read(Path file, String sha256) {
    String received = Sha256.of(file);
    if (!received.equals(sha256)) {
      throw new WeftException(
          "%s must have the SHA-256 %s; it has %s; copy it again.".formatted(file, sha256, received));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (RuntimeException e) {
      throw new WeftException(file + " is no data set of this version of Weft; write it with this one.", e);
    }
  }

  private static ImageDataset read(FileChannel channel) throws IOException {
    Bytes.In head = Bytes.In.of(bytes(channel, 0, HEAD));
    if (head.number() != MAGIC) {
      throw new IllegalArgumentException("it begins with other bytes");
    }
    long pixels = head.number();
    int length = head.integer();
    byte[] rest = bytes(channel, HEAD + pixels, length);
    Bytes.In in = Bytes.In.of(rest);
    MemorySegment all = channel.map(MapMode.READ_ONLY, HEAD, pixels, Arena.ofAuto());
    List<MemorySegment> segments = new ArrayList<>();
    long at = 0;
    for (long size : in.list(Bytes.In::number)) {
      segments.add(all.asSlice(at, size));
      at += size;
    }
    List<Store> stores = in.list(from -> store(from, segments));
    List<ImageSet> parts = in.list(from -> part(from, stores));
    return set(in, parts);
  }

  private static byte[] bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
      continue;
    }
    return bytes.array();
  }

  private static Store store(Bytes.In in, List<MemorySegment> segments) {
    MemorySegment pixels = segments.get(in.integer());
    int[] labels = in.integers();
    int height = in.integer();
    int width = in.integer();
    int channels = in.integer();
    List<String> classNames = in.list(Bytes.In::text);
    List<String> names = in.list(Bytes.In::text);
    int[] groups = in.integers();
    return new Store(
        pixels,
        labels,
        height,
        width,
        channels,
        List.copyOf(classNames),
        names.isEmpty() ? null : List.copyOf(names),
        groups.length == 0 ? null : groups,
        in.text());
  }

  private static ImageSet part(Bytes.In in, List<Store> stores) {
    return new ImageSet(stores.get(in.integer()), in.integers(), in.integers());
  }

  private static ImageDataset set(Bytes.In in, List<ImageSet> parts) {
    String name = in.text();
    Map<String, String> sha256 = new LinkedHashMap<>();
    in.list(file -> sha256.put(file.text(), file.text()));
    String checksum = in.text();
    String origin = in.text();
    Optional<Preparation> preparation = in.list(ImageTableCodec::preparation).stream().findFirst();
    boolean isTestHeldOut = in.number() == 1;
    List<String> summary = in.list(Bytes.In::text);
    Optional<ImageSet> validation = parts.size() > 2 ? Optional.of(parts.get(2)) : Optional.empty();
    return new ImageDataset(
        name, parts.get(0), validation, parts.get(1), sha256, checksum, origin, preparation, isTestHeldOut, summary);
  }
}
