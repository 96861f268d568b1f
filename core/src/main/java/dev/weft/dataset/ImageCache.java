package dev.weft.dataset;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.weft.WeftException;
import dev.weft.source.ImageSource;
import dev.weft.source.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One's own images, decoded and prepared once and then kept: a file of all images for each content and preparation, and
 * for each path an index that says which file, and of what the source consisted. While nothing of the source changed,
 * it is not read again. Without a folder that can be written, images are kept until the process ends.
 *
 * @param folder where they are kept
 * @param most how many bytes may be kept before those that were unused longest are deleted
 */
record ImageCache(Path folder, long most) {
  private static final long MOST = 20_000_000_000L;
  private static final String IMAGES = ".images";
  private static final String INDEX = ".index";
  private static final int LARGEST_ON_HEAP = 1 << 24;

  /** Changes when the same source would give other bytes. */
  private static final String VERSION = "2";

  /**
   * What was made of a source.
   *
   * @param key of what decides the pixels
   * @param checksum of the files that the source consisted of
   */
  record Opened(String key, String checksum, ImageTable table, List<SourceFile> files) {}

  /** That in the user's cache, beside the data sets. */
  static ImageCache ofUser() {
    return new ImageCache(CacheFolder.ofUser("images"), MOST);
  }

  /**
   * Opens what lies at a path.
   *
   * @throws WeftException if it cannot be read, or if there is no place for its images
   */
  Opened open(Path path, OpenOptions options, Progress progress) {
    Work work = new Work(path.toAbsolutePath().normalize(), options, progress);
    Optional<Opened> kept = work.kept();
    if (kept.isPresent()) {
      return kept.get();
    }
    synchronized (ImageCache.class) { // a file lock holds off other processes only
      try (FileChannel channel = lockFile(work)) {
        lock(channel, work);
        return work.kept().orElseGet(work::read);
      } catch (IOException e) {
        return work.readWithoutCache(e);
      }
    }
  }

  private FileChannel lockFile(Work work) throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(folder.resolve(work.pathKey + ".lock"), CREATE, WRITE);
  }

  private static void lock(FileChannel channel, Work work) throws IOException {
    if (channel.tryLock() == null) {
      work.progress.note("another process reads %s just now; waiting until it has done so ...".formatted(work.name));
      channel.lock();
    }
  }

  private Path images(String key) {
    return folder.resolve(key + IMAGES);
  }

  private CacheFolder files() {
    return new CacheFolder(folder, IMAGES, most);
  }

  /** The opening of one path. */
  private final class Work {
    private final Path path;
    private final String name;
    private final OpenOptions options;
    private final Progress progress;
    private final String settings;
    private final String pathKey;

    Work(Path path, OpenOptions options, Progress progress) {
      this.path = path;
      this.name = OwnImages.shown(path);
      this.options = options;
      this.progress = progress;
      this.settings = String.join("\n", VERSION, options.source().toString(), options.image().toString());
      this.pathKey = Sha256.of(path + "\n" + settings);
    }

    private Path indexFile() {
      return folder.resolve(pathKey + INDEX);
    }

    /** What the cache has, if nothing changed. */
    Optional<Opened> kept() {
      return CacheIndex.read(indexFile())
          .filter(CacheIndex::holds)
          .flatMap(
              index -> kept(index.key()).map(table -> new Opened(index.key(), index.checksum(), table, index.files())));
    }

    private Optional<ImageTable> kept(String key) {
      Optional<ImageTable> table = ImageTableFile.read(images(key));
      table.ifPresent(found -> List.of(images(key), indexFile()).forEach(ImageTableFile::touch));
      return table;
    }

    /** Reads the source, and keeps it. */
    Opened read() {
      return read(false);
    }

    /** Reads the source where the cache cannot be written. */
    Opened readWithoutCache(IOException reason) {
      progress.note(
          "the images are not kept for the next time, as %s cannot be written (%s); set XDG_CACHE_HOME to another folder."
              .formatted(folder, WeftException.reason(reason)));
      return read(true);
    }

    private Opened read(boolean passing) {
      try (ImageSource source = Sources.open(path, options.source())) {
        List<SourceFile> before = CacheIndex.read(indexFile()).map(CacheIndex::files).orElse(List.of());
        List<SourceFile> files = SourceFiles.of(source, before, name, progress);
        String changes = before.isEmpty() ? "" : SourceFiles.changes(before, files);
        if (!changes.isEmpty()) {
          progress.note("%s is not as it was when it was read last: %s.".formatted(name, changes));
        }
        ImageChoice choice = ImageChoice.of(source, options.image());
        String checksum = SourceFiles.checksum(files);
        String key = Sha256.of(String.join("\n", settings, choice.preparation().toString(), checksum));
        ImageTable table = kept(key).orElseGet(() -> decoded(source, choice, key, passing));
        requireSame(files);
        if (!passing) {
          keep(key, checksum, files);
        }
        return new Opened(key, checksum, table, files);
      }
    }

    /** The images must be those of the checksums. */
    private void requireSame(List<SourceFile> files) {
      files.parallelStream()
          .filter(file -> !FileStamp.of(file.path()).equals(file.stamp()))
          .findAny()
          .ifPresent(file -> {
            throw new WeftException("%s changed while %s was read; start again.".formatted(file.path(), name));
          });
    }

    private void keep(String key, String checksum, List<SourceFile> files) {
      try {
        new CacheIndex(
                key, checksum, files.stream().map(SourceFile::settled).toList(), SourceFiles.folders(path, files))
            .write(indexFile(), path);
        files().tidy(images(key));
      } catch (IOException | WeftException e) {
        // it is read again next time
      }
    }

    private ImageTable decoded(ImageSource source, ImageChoice choice, String key, boolean passing) {
      ImageDecoding decoding = new ImageDecoding(source, choice, "reading " + name, progress);
      long bytes = (long) source.samples().size() * choice.preparation().features();
      if (!passing) {
        try {
          files().tidy(images(key));
          CacheFolder.requireSpace(files().folder(), bytes);
          return written(ImageTableFile.begin(images(key)), decoding, bytes, Optional.of(images(key)));
        } catch (IOException e) {
          progress.note(
              "the images are not kept for the next time, as %s cannot take them (%s)."
                  .formatted(folder, WeftException.reason(e)));
        }
      }
      try {
        return bytes <= LARGEST_ON_HEAP
            ? onHeap(decoding, (int) bytes)
            : written(ImageTableFile.nameless(bytes), decoding, bytes, Optional.empty());
      } catch (IOException e) {
        throw new WeftException(
            String.format(
                Locale.ROOT,
                "the images of %s need %,d MB in %s or in the folder for temporary files; neither takes them (%s); make"
                    + " space there, or set XDG_CACHE_HOME to another folder.",
                name,
                bytes / 1_000_000 + 1,
                folder,
                WeftException.reason(e)),
            e);
      }
    }

    private ImageTable written(ImageTableFile file, ImageDecoding decoding, long bytes, Optional<Path> into)
        throws IOException {
      try (file) {
        ImageTable table = file.finish(decoding.into(file::write), bytes);
        if (into.isPresent()) {
          file.rename(into.get());
        }
        return table;
      }
    }

    private static ImageTable onHeap(ImageDecoding decoding, int bytes) throws IOException {
      byte[] all = new byte[bytes];
      ImageTable table = decoding.into((at, pixels) -> System.arraycopy(pixels, 0, all, (int) at, pixels.length));
      return table.in(MemorySegment.ofArray(all));
    }
  }
}
