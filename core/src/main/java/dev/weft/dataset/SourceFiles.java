package dev.weft.dataset;

import dev.weft.Counted;
import dev.weft.WeftException;
import dev.weft.dataset.CacheIndex.Folder;
import dev.weft.source.ImageSource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The files that a source is made of, with their checksums. */
final class SourceFiles {
  private SourceFiles() {}

  /**
   * Takes the checksum of each file, but of those that are as they were.
   *
   * @param before those of an earlier time
   * @throws WeftException if one cannot be read
   */
  static List<SourceFile> of(ImageSource source, List<SourceFile> before, String name, Progress progress) {
    Map<Path, SourceFile> known = new HashMap<>();
    before.forEach(file -> known.put(file.path(), file));
    Map<String, Path> files = source.files();
    AtomicInteger done = new AtomicInteger();
    List<SourceFile> found =
        files.entrySet().parallelStream()
            .map(file -> {
              SourceFile one = of(file.getKey(), file.getValue().toAbsolutePath(), known);
              progress.count("checking " + name, done.incrementAndGet(), files.size(), "files");
              return one;
            })
            .toList();
    return found;
  }

  private static SourceFile of(String name, Path path, Map<Path, SourceFile> known) {
    FileStamp stamp = FileStamp.of(path);
    SourceFile before = known.get(path);
    boolean same = before != null && before.stamp().equals(stamp) && !stamp.equals(FileStamp.UNSURE);
    return new SourceFile(name, path, same ? before.sha256() : Sha256.of(path), stamp);
  }

  /** One SHA-256 for all: that of the lines that {@code sha256sum} prints of them, sorted by their names. */
  static String checksum(List<SourceFile> files) {
    return ImageDataset.checksum(files.stream().collect(Collectors.toMap(SourceFile::name, SourceFile::sha256)));
  }

  /** The folders in which a new file may be one of the source. */
  static List<Folder> folders(Path root, List<SourceFile> files) {
    Set<Path> folders = new TreeSet<>();
    files.forEach(file -> folders.add(file.path().getParent()));
    if (Files.isDirectory(root)) {
      addAll(root, folders);
    }
    List<Folder> stamped = new ArrayList<>();
    folders.forEach(folder -> stamped.add(new Folder(folder, FileStamp.of(folder).settled())));
    return stamped;
  }

  private static void addAll(Path root, Set<Path> folders) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              folders.add(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw WeftException.unreadable(root, e);
    }
  }

  /** What is not as it was, in words; empty if all is. */
  static String changes(List<SourceFile> before, List<SourceFile> now) {
    Map<String, String> sums = before.stream().collect(Collectors.toMap(SourceFile::name, SourceFile::sha256));
    int fresh = 0;
    int changed = 0;
    for (SourceFile file : now) {
      String sum = sums.remove(file.name());
      fresh += sum == null ? 1 : 0;
      changed += sum != null && !sum.equals(file.sha256()) ? 1 : 0;
    }
    List<String> words = new ArrayList<>();
    add(words, changed, "changed");
    add(words, fresh, "new");
    add(words, sums.size(), "gone");
    return String.join(", ", words);
  }

  private static void add(List<String> words, int count, String state) {
    if (count > 0) {
      words.add(Counted.of(count, "file is ", "files are ") + state);
    }
  }
}
