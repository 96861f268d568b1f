package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a source was made of when it was read last, and where its images are kept.
 *
 * @param key of the images in the cache
 * @param checksum one for all files
 * @param files those that decide what the images are
 * @param folders those where a new file may be one of the source
 */
record CacheIndex(String key, String checksum, List<SourceFile> files, List<Folder> folders) {
  /** A folder as the file system knew it. */
  record Folder(Path path, FileStamp stamp) {}

  /** Whether every file is as it was, and none can have come. */
  boolean holds() {
    return folders.parallelStream().allMatch(folder -> isSame(folder.stamp(), folder.path()))
        && files.parallelStream().allMatch(file -> isSame(file.stamp(), file.path()));
  }

  private static boolean isSame(FileStamp stamp, Path path) {
    return !stamp.equals(FileStamp.UNSURE) && stamp.equals(FileStamp.of(path));
  }

  /** What is kept in a file; empty if there is none, or a damaged one. */
  static Optional<CacheIndex> read(Path file) {
    try {
      ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
      if (all.getLong() != Bytes.crc(all.slice())) {
        return Optional.empty();
      }
      Bytes.In in = new Bytes.In(all);
      String key = in.text();
      String checksum = in.text();
      Path root = Path.of(in.text());
      return Optional.of(new CacheIndex(key, checksum, in.list(one -> file(one, root)), in.list(CacheIndex::folder)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // it is made anew
    }
  }

  /**
   * Writes it.
   *
   * @param root where most of the files lie
   * @throws WeftException if it cannot be written
   */
  void write(Path file, Path root) {
    byte[] content =
        Bytes.of((out, nothing) -> {
          out.text(key);
          out.text(checksum);
          out.text(root.toString());
          out.list(files, (to, one) -> write(to, one, root));
          out.list(folders, CacheIndex::write);
        });
    WholeFile.write(
        file,
        out -> {
          out.write(ByteBuffer.allocate(Long.BYTES).putLong(Bytes.crc(ByteBuffer.wrap(content))).array());
          out.write(content);
        });
  }

  /** The path only where the name does not lead to it. */
  private static void write(Bytes.Out out, SourceFile file, Path root) throws IOException {
    out.text(file.name());
    out.text(file.path().equals(root.resolve(file.name())) ? "" : file.path().toString());
    out.text(file.sha256());
    write(out, file.stamp());
  }

  private static SourceFile file(Bytes.In in, Path root) {
    String name = in.text();
    String path = in.text();
    return new SourceFile(name, path.isEmpty() ? root.resolve(name) : Path.of(path), in.text(), stamp(in));
  }

  private static void write(Bytes.Out out, Folder folder) throws IOException {
    out.text(folder.path().toString());
    write(out, folder.stamp());
  }

  private static Folder folder(Bytes.In in) {
    return new Folder(Path.of(in.text()), stamp(in));
  }

  private static void write(Bytes.Out out, FileStamp stamp) throws IOException {
    out.number(stamp.size());
    out.number(stamp.modified());
    out.number(stamp.place());
  }

  private static FileStamp stamp(Bytes.In in) {
    return new FileStamp(in.number(), in.number(), in.integer());
  }
}
