package dev.weft.source;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip archive, read in place; nothing is unpacked onto the disk. Names are in UTF-8, or else in code page 437, which
 * the format prescribes where an entry does not say.
 */
final class ZipTree implements FileTree {
  private final Path path;
  private final ZipFile zip;
  private final List<String> names;
  private final List<ZipEntry> entries;
  private final List<String> folders;

  private ZipTree(Path path, ZipFile zip) throws IOException {
    this.path = path;
    this.zip = zip;
    ArchiveEntries<ZipEntry> all = new ArchiveEntries<>(path);
    long unpacked = 0;
    Enumeration<? extends ZipEntry> listed = zip.entries();
    while (listed.hasMoreElements()) {
      ZipEntry entry = listed.nextElement();
      unpacked += entry.getSize();
      all.add(entry.getName(), entry.isDirectory(), entry);
    }
    ArchiveEntries.requireUsual(path, Files.size(path), unpacked);
    names = List.copyOf(all.files().keySet());
    entries = List.copyOf(all.files().values());
    folders = all.folders();
  }

  static ZipTree of(Path path) {
    ZipFile zip = null;
    try {
      zip = file(path);
      return new ZipTree(path, zip);
    } catch (IOException e) {
      close(zip);
      throw damaged(path, e);
    } catch (OutOfMemoryError e) {
      close(zip);
      throw new WeftException(path + " needs more memory than the JVM may use; start it with a larger -Xmx.", e);
    } catch (RuntimeException e) {
      close(zip);
      throw e;
    }
  }

  private static ZipFile file(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      if (!message(e).contains("bad entry name")) {
        throw e;
      }
      String name = Charset.isSupported("IBM437") ? "IBM437" : "ISO-8859-1";
      return new ZipFile(path.toFile(), Charset.forName(name));
    }
  }

  private static String message(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private static WeftException damaged(Path path, IOException e) {
    if (!(e instanceof ZipException)) {
      return WeftException.unreadable(path, e);
    }
    if (message(e).contains("encrypted")) {
      return new WeftException(path + " is encrypted; unpack it with its password, and name the folder.", e);
    }
    if (message(e).contains("compression method")) {
      return new WeftException(
          "a zip archive must be stored or deflated; %s is packed in another way (%s); unpack it, and name the folder."
              .formatted(path, message(e)),
          e);
    }
    return new WeftException(
        "%s is a damaged zip archive, or not all of it is there (%s); get it again.".formatted(path, message(e)), e);
  }

  private static void close(ZipFile zip) {
    try {
      if (zip != null) {
        zip.close();
      }
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
    return "zip archive";
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
  public InputStream open(int file) throws IOException {
    return new Checked(zip.getInputStream(entries.get(file)), entries.get(file));
  }

  /** Compares the checksum at the end. */
  private static final class Checked extends CheckedInputStream {
    private final ZipEntry entry;

    Checked(InputStream in, ZipEntry entry) {
      super(in, new CRC32());
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value < 0) {
        check();
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      if (count < 0) {
        check();
      }
      return count;
    }

    private void check() throws ZipException {
      if (getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("its checksum differs");
      }
    }
  }

  @Override
  public void close() {
    close(zip);
  }
}
