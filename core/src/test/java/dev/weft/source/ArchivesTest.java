package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {
  private static final List<String> USUAL =
      List.of("photos/cat/1.png", "photos/dog/2.png", "__MACOSX/photos/cat/._1.png", "photos/.DS_Store");

  @TempDir Path folder;

  private ImageSource open(byte[] archive) throws IOException {
    return Sources.open(Files.write(folder.resolve("archive"), archive), SourceOptions.NONE);
  }

  private String failure(byte[] archive) {
    return assertThrows(WeftException.class, () -> open(archive).close())
        .getMessage()
        .replace(folder.resolve("archive").toString(), "ARCHIVE");
  }

  private static byte[] zip(Charset charset, List<String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, charset)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Grey.png(5, 6));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String... names) throws IOException {
    return zip(StandardCharsets.UTF_8, List.of(names));
  }

  private static byte[] tar(List<String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(Grey.png(5, 6).length);
        tar.putArchiveEntry(entry);
        tar.write(Grey.png(5, 6));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private void assertHoldsTheUsual(byte[] archive, String format) throws IOException {
    try (ImageSource source = open(archive)) {
      assertEquals(format, source.format());
      assertEquals(List.of("cat", "dog"), source.classNames());
      assertEquals(
          List.of("photos/cat/1.png", "photos/dog/2.png"), source.samples().stream().map(SourceSample::name).toList());
      assertArrayEquals(new byte[] {5, 6}, source.read(1).pixels());
      assertEquals(List.of("archive"), List.copyOf(source.files().keySet()));
      assertEquals(List.of(), source.notes());
    }
  }

  @Test
  void readsZip() throws IOException {
    assertHoldsTheUsual(zip(StandardCharsets.UTF_8, USUAL), "a folder per class in a zip archive");
  }

  @Test
  void readsTarAndPackedTar() throws IOException {
    assertHoldsTheUsual(tar(USUAL), "a folder per class in a tar archive");
    assertHoldsTheUsual(gzip(tar(USUAL)), "a folder per class in a tar archive");
  }

  @Test
  void readsFromManyThreads() throws IOException {
    List<String> names = IntStream.range(0, 200).mapToObj(i -> i % 2 + "/" + i + ".png").toList();
    for (byte[] archive : List.of(zip(StandardCharsets.UTF_8, names), tar(names))) {
      try (ImageSource source = open(archive)) {
        IntStream.range(0, 200).parallel().forEach(i -> assertArrayEquals(new byte[] {5, 6}, source.read(i).pixels()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "IBM437"})
  void readsNamesInEitherCode(String charset) throws IOException {
    try (ImageSource source = open(zip(Charset.forName(charset), List.of("größe/1.png", "é/2.png")))) {
      assertEquals(List.of("größe", "é"), source.classNames());
    }
  }

  @Test
  void readsNamesWrittenOnWindows() throws IOException {
    assertEquals(List.of("cat", "dog"), open(zip("train\\cat\\1.png", "train\\dog\\2.png")).classNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../cat/1.png", "a/../../1.png", "/etc/1.png", "C:\\x\\1.png", "..\\1.png", "a/.."})
  void aPathThatLeadsOutIsRefused(String name) throws IOException {
    for (byte[] archive : List.of(zip("dog/1.png", name), tar(List.of("dog/1.png", name)))) {
      assertTrue(failure(archive).startsWith("an archive may name only files below itself; ARCHIVE names '"));
    }
  }

  @Test
  void linksAndDevicesInATarArchiveArePassedOver() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry link = new TarArchiveEntry("cat/2.png", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      tar.putArchiveEntry(new TarArchiveEntry("cat/3.png", TarConstants.LF_FIFO));
      tar.closeArchiveEntry();
      tar.putArchiveEntry(new TarArchiveEntry("cat/4.png", TarConstants.LF_CHR));
      tar.closeArchiveEntry();
    }
    byte[] both = Arrays.copyOf(bytes.toByteArray(), 3 * 512 + tar(USUAL).length);
    System.arraycopy(tar(USUAL), 0, both, 3 * 512, tar(USUAL).length);
    assertEquals(
        List.of("3 links or devices in the archive are passed over: cat/2.png, cat/3.png, cat/4.png."),
        open(both).notes());
  }

  @Test
  void aTableInAnArchiveIsToBeUnpacked() throws IOException {
    String message = failure(zip("train.csv"));
    assertTrue(message.endsWith("; unpack it, and name 'train.csv'."), message);
  }

  @Test
  void anArchiveWithoutImagesIsRefused() throws IOException {
    assertEquals(
        "images with labels lie in a folder per class; the zip archive ARCHIVE holds no image; put each class's images"
            + " into a folder of its own.",
        failure(zip()));
  }

  @Test
  void anArchiveInAnArchiveIsNotOpened() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("inner.zip"));
      zip.write(zip("cat/1.png"));
    }
    assertTrue(failure(bytes.toByteArray()).contains("(1 file is no image and is passed over: inner.zip)"));
  }

  @Test
  void aTruncatedArchiveIsRefused() throws IOException {
    byte[] zip = zip(StandardCharsets.UTF_8, USUAL);
    assertTrue(
        failure(Arrays.copyOf(zip, zip.length - 30))
            .startsWith("ARCHIVE is a damaged zip archive, or not all of it is there ("));
    byte[] tar = tar(USUAL);
    for (int length : new int[] {520, 1024 + 200}) {
      assertTrue(
          failure(Arrays.copyOf(tar, length))
              .startsWith("ARCHIVE is a damaged tar archive, or not all of it is there ("));
    }
    byte[] gzip = gzip(tar);
    assertEquals(
        "ARCHIVE is truncated: its compressed data ends too early; get the file again.",
        failure(Arrays.copyOf(gzip, gzip.length - 60)));
  }

  @ParameterizedTest
  @CsvSource({"10, goes on behind them", "9999, ends after"})
  void anEntryOfAnotherSizeThanItSaysIsRefused(int size, String how) throws IOException {
    byte[] zip = zip("cat/1.png", "dog/2.png");
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(zip) + 24, size);
    try (ImageSource source = open(zip)) {
      assertTrue(assertThrows(WeftException.class, () -> source.read(0)).getMessage().contains(how));
    }
  }

  @Test
  void anEntryWithAnotherChecksumIsRefused() throws IOException {
    byte[] zip = zip("cat/1.png", "dog/2.png");
    zip[directory(zip) + 16]++;
    try (ImageSource source = open(zip)) {
      assertEquals(
          "it cannot be read: what is compressed in it is damaged.",
          assertThrows(WeftException.class, () -> source.read(0)).getMessage());
    }
  }

  @Test
  void anArchiveThatFillsDisksIsRefused() throws IOException {
    byte[] zip = zip("cat/1.png", "dog/2.png");
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(zip) + 24, 2_000_000_000);
    assertTrue(failure(zip).startsWith("an archive of images may unpack to 200 times its size; ARCHIVE of "));
  }

  @Test
  void anEncryptedArchiveIsRefused() throws IOException {
    byte[] zip = zip("cat/1.png", "dog/2.png");
    zip[directory(zip) + 8] |= 1;
    assertEquals("ARCHIVE is encrypted; unpack it with its password, and name the folder.", failure(zip));
  }

  @Test
  void anotherWayOfPackingIsRefused() throws IOException {
    byte[] zip = zip("cat/1.png", "dog/2.png");
    zip[directory(zip) + 10] = 14;
    assertTrue(failure(zip).startsWith("a zip archive must be stored or deflated; ARCHIVE is packed in another way ("));
  }

  @ParameterizedTest
  @CsvSource({"526172211a070100, RAR", "377abcaf271c0004, 7z", "fd377a585a000004, xz"})
  void otherArchivesAreNamed(String start, String kind) {
    assertEquals(
        "an archive must be zip, tar, tar.gz or tar.bz2; ARCHIVE is %s; unpack it, and name the folder."
            .formatted(kind),
        failure(java.util.HexFormat.of().parseHex(start)));
  }

  /** Where the list of entries at the end of a zip archive begins. */
  private static int directory(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
  }
}
