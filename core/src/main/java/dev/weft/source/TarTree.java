package dev.weft.source;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/** A tar archive, listed once and read in place. Links in it are not followed. */
final class TarTree implements FileTree {
  private static final int BLOCK = 512;

  private final Path path;
  private final SeekableByteChannel channel;
  private final List<String> names;
  private final List<TarArchiveEntry> entries;
  private final List<String> folders;
  private final PassedOver links =
      new PassedOver("link or device in the archive is passed over", "links or devices in the archive are passed over");

  private final PassedOver ending =
      new PassedOver("archive has no mark of its end and may be cut off", "archives have no mark of their end");

  private TarTree(Path path, SeekableByteChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    ArchiveEntries<TarArchiveEntry> all = new ArchiveEntries<>(path);
    long end = 0;
    for (TarArchiveEntry entry : list(channel)) {
      end = entry.getDataOffset() + entry.getSize();
      if (entry.isDirectory()) {
        all.add(entry.getName(), true, entry);
      } else if (isPlain(entry)) {
        all.add(entry.getName(), false, entry);
      } else if (!SystemFiles.holds(entry.getName())) {
        links.add(entry.getName());
      }
    }
    requireWhole(end);
    names = List.copyOf(all.files().keySet());
    entries = List.copyOf(all.files().values());
    folders = all.folders();
  }

  /** The library calls devices files, too. */
  private static boolean isPlain(TarArchiveEntry entry) {
    boolean isDevice = entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO();
    return entry.isFile() && !isDevice && !entry.isSparse() && !entry.isLink() && !entry.isSymbolicLink();
  }

  /** Behind the last entry stand blocks of zeros; the library takes a part of a header for the end. */
  private void requireWhole(long end) throws IOException {
    long padded = (end + BLOCK - 1) / BLOCK * BLOCK;
    if (channel.size() < end || channel.size() > padded && channel.size() < padded + BLOCK) {
      throw new IOException("it ends within a file");
    }
    if (channel.size() <= padded) {
      ending.add(path.getFileName().toString());
    }
  }

  /**
   * The archive in an open file, which is closed with it.
   *
   * @param path what the archive is called
   */
  static TarTree of(Path path, SeekableByteChannel channel) {
    boolean isOpen = false;
    try {
      TarTree tree = new TarTree(path, channel);
      isOpen = true;
      return tree;
    } catch (IOException e) {
      throw new WeftException(
          "%s is a damaged tar archive, or not all of it is there (%s); get it again."
              .formatted(path, WeftException.reason(e)),
          e);
    } finally {
      if (!isOpen) {
        close(channel);
      }
    }
  }

  /** The library throws about anything at damaged archives. */
  @SuppressWarnings("resource") // it is the channel that is closed
  private static List<TarArchiveEntry> list(SeekableByteChannel channel) throws IOException {
    try {
      channel.position(0);
      return new TarFile(channel).getEntries();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void close(SeekableByteChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it was only read
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String kind() {
    return "tar archive";
  }

  @Override
  public List<String> files() {
    return names;
  }

  @Override
  public List<String> folders() {
    return folders;
  }

  @Override
  public long size(int file) {
    return entries.get(file).getSize();
  }

  @Override
  public InputStream open(int file) {
    TarArchiveEntry entry = entries.get(file);
    return new BoundedSeekableByteChannelInputStream(entry.getDataOffset(), entry.getSize(), channel);
  }

  @Override
  public List<String> notes() {
    return Stream.of(links, ending).flatMap(passed -> passed.note().stream()).toList();
  }

  @Override
  public void close() {
    close(channel);
  }
}
