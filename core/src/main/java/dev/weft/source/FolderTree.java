package dev.weft.source;

import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder on disk. A link to what lies in the folder is followed, once; a link to what lies elsewhere is not, so that
 * nothing outside the folder is read.
 */
final class FolderTree implements FileTree {
  private static final String UNREADABLE = "\ufffd"; // Java's sign for bytes that are no text

  private final Path path;
  private final Optional<String> chosen;
  private final Predicate<String> wanted;
  private final List<Found> found = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private final List<String> names;
  private final PassedOver outside =
      new PassedOver(
          "link leads out of the folder and is passed over", "links lead out of the folder and are passed over");
  private final PassedOver loops =
      new PassedOver(
          "link leads back to a folder that is listed and is passed over",
          "links lead back to folders that are listed and are passed over");
  private final PassedOver unreadable =
      new PassedOver("file or folder cannot be read", "files or folders cannot be read");

  private record Found(String name, Path file, long size) {}

  /**
   * @param wanted whether a folder or a link directly in the folder is looked into
   */
  private FolderTree(Path path, int depth, Optional<String> chosen, Predicate<String> wanted) {
    this.path = path;
    this.chosen = chosen;
    this.wanted = wanted;
    try {
      Path root = path.toRealPath();
      Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), depth, new Walk(root, root, ""));
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
    found.sort(Comparator.comparing(Found::name, ClassNames.BY_CODE_POINTS));
    folders.sort(ClassNames.BY_CODE_POINTS);
    names = found.stream().map(Found::name).toList();
  }

  /** All files of a folder and the folders below it. */
  static FolderTree of(Path folder) {
    return new FolderTree(folder, Integer.MAX_VALUE, Optional.empty(), name -> true);
  }

  /** The files directly in a folder, and all below those of its folders that are named. */
  static FolderTree of(Path folder, Set<String> names) {
    return new FolderTree(folder, Integer.MAX_VALUE, Optional.empty(), names::contains);
  }

  /** A file and those beside it. */
  static FolderTree around(Path file) {
    Path absolute = file.toAbsolutePath();
    return new FolderTree(absolute.getParent(), 1, Optional.of(absolute.getFileName().toString()), name -> true);
  }

  /** Lists what lies below a folder, which may stand elsewhere in the tree by a link. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path folder;
    private final String prefix;

    Walk(Path root, Path folder, String prefix) {
      this.root = root;
      this.folder = folder;
      this.prefix = prefix;
    }

    private String name(Path file) {
      String separator = file.getFileSystem().getSeparator();
      Path below = folder.relativize(file);
      return prefix + (below.toString().contains(UNREADABLE) ? bytes(below) : below.toString().replace(separator, "/"));
    }

    /** Names that are no text have their bytes as in a URL, so that different ones stay different. */
    private static String bytes(Path below) {
      return StreamSupport.stream(below.spliterator(), false)
          .map(name ->
              name.toString().contains(UNREADABLE)
                  ? name.toUri().getRawPath().replaceFirst("/$", "").replaceFirst(".*/", "")
                  : name.toString())
          .collect(Collectors.joining("/"));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.equals(folder)) {
        return FileVisitResult.CONTINUE;
      }
      if (SystemFiles.isOne(directory.getFileName().toString()) || !isWanted(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.add(name(directory));
      requireFew();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (SystemFiles.isOne(file.getFileName().toString()) || attributes.isDirectory()) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        if (isWanted(file) || ImageFile.isNamedAsImage(file.getFileName().toString())) {
          follow(file);
        }
      } else if (attributes.isRegularFile()) {
        found.add(new Found(name(file), file, attributes.size()));
        requireFew();
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isWanted(Path file) {
      return !file.getParent().equals(root) || wanted.test(file.getFileName().toString());
    }

    private void follow(Path link) {
      try {
        Path target = link.toRealPath();
        if (!target.startsWith(root)) {
          outside.add(name(link));
        } else if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
          followToFolder(link, target);
        } else if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
          found.add(new Found(name(link), target, Files.size(target)));
          requireFew();
        }
      } catch (IOException e) {
        unreadable.add(name(link));
      }
    }

    private void followToFolder(Path link, Path target) throws IOException {
      if (!folder.equals(root) || link.startsWith(target)) {
        loops.add(name(link));
      } else {
        folders.add(name(link));
        Files.walkFileTree(target, new Walk(root, target, name(link) + "/"));
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      unreadable.add(name(file));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) {
      if (e != null) {
        unreadable.add(name(directory));
      }
      return FileVisitResult.CONTINUE;
    }

    private void requireFew() {
      if (found.size() + folders.size() > MOST_FILES) {
        throw FileTree.tooMany(path);
      }
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String kind() {
    return "folder";
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
  public Optional<String> chosen() {
    return chosen;
  }

  @Override
  public long size(int file) {
    return found.get(file).size();
  }

  @Override
  public InputStream open(int file) throws IOException {
    return Files.newInputStream(found.get(file).file());
  }

  @Override
  public Optional<Path> onDisk(int file) {
    return Optional.of(found.get(file).file());
  }

  @Override
  public Map<String, Path> holders(List<Integer> files) {
    Map<String, Path> holders = LinkedHashMap.newLinkedHashMap(files.size());
    files.forEach(file -> holders.put(names.get(file), found.get(file).file()));
    return holders;
  }

  @Override
  public List<String> notes() {
    return Stream.of(outside, loops, unreadable).flatMap(passed -> passed.note().stream()).toList();
  }

  @Override
  public void close() {}
}
