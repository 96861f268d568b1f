package dev.weft.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder or an archive of files, or one of several files that belong together. */
final class FoldersAndArchives implements SourceFormat {
  /** Those that say most surely what they are come first. */
  private static final List<TreeFormat> FORMATS =
      List.of(new IdxFiles(), new CifarFiles(), new TfRecords(), new Pickles(), new Manifests(), new ClassFolders());

  @Override
  public String description() {
    return "a folder with a folder per class, IDX files, CIFAR's binary files, TensorFlow's records, a zip or tar of"
        + " such";
  }

  @Override
  public Optional<ImageSource> open(Path path, SourceOptions options) {
    FileTree tree = tree(path);
    boolean isOpen = false;
    try {
      for (TreeFormat format : FORMATS) {
        Optional<ImageSource> source = format.open(tree, options);
        if (source.isPresent()) {
          isOpen = true;
          return source;
        }
      }
      return Optional.empty();
    } finally {
      if (!isOpen) {
        tree.close();
      }
    }
  }

  private static FileTree tree(Path path) {
    return Files.isDirectory(path) ? FolderTree.of(path) : Archives.open(path).orElseGet(() -> FolderTree.around(path));
  }
}
