package dev.weft.keras;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The entries of a {@code .keras} file. Keras stores them without compression; strangers may do otherwise. */
final class ZipEntries {
  private ZipEntries() {}

  // ---- writing

  static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    zip.putNextEntry(stored(name, bytes.length, checksum));
    zip.write(bytes);
    zip.closeEntry();
  }

  static void add(ZipOutputStream zip, String name, Path content) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(content), checksum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    zip.putNextEntry(stored(name, Files.size(content), checksum));
    Files.copy(content, zip);
    zip.closeEntry();
  }

  /** An entry without compression needs size and checksum beforehand. */
  private static ZipEntry stored(String name, long size, CRC32 checksum) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(checksum.getValue());
    return entry;
  }

  // ---- reading

  /**
   * Opens a file.
   *
   * @throws WeftException if an entry is there twice, or its name leads out of the archive
   */
  static ZipFile open(Path file) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      checkNames(zip);
      return zip;
    } catch (WeftException e) {
      zip.close();
      throw e;
    }
  }

  private static void checkNames(ZipFile zip) {
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
      String name = entry.getName();
      if (!names.add(name)) {
        throw new WeftException("it must have each entry once; '" + name + "' is there twice.");
      }
      if (name.startsWith("/") || List.of(name.split("[/\\\\]")).contains("..")) {
        throw new WeftException("its entries must have plain names; received '" + name + "'.");
      }
    }
  }

  /**
   * An entry's content.
   *
   * @param most bytes that it may have
   * @throws WeftException if it is missing, too long or damaged
   */
  static byte[] bytes(ZipFile zip, String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new WeftException("it has no '" + name + "', which a .keras file must have.");
    }
    long size = entry.getSize();
    if (size < 0 || size > most) {
      throw new WeftException("'" + name + "' may have at most " + most + " bytes here; it has " + size + ".");
    }
    ModelLimits.requireMemory(2 * size);
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length < size || in.read() >= 0 || checksum.getValue() != entry.getCrc()) {
        throw new WeftException(
            "'" + name + "' is damaged: its length or checksum is not the one that the zip file states.");
      }
      return bytes;
    }
  }
}
