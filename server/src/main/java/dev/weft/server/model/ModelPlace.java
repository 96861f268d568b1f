package dev.weft.server.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.modelfile.ModelFiles;
import dev.weft.run.RunFolder;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where networks to serve lie: a file, the folder of a run, a folder of versions named 1, 2, ... as TensorFlow Serving
 * has them, or a folder of all of these.
 *
 * @param name by which its network is served; empty: by the name of its file or folder
 */
record ModelPlace(String name, Path path) {
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._-]*";
  private static final String VERSION = "[1-9][0-9]{0,17}";

  /**
   * A place as users type it: DIR, FILE, RUN or NAME= one of these.
   *
   * @param store where runs are recorded
   * @throws WeftException if there is no such place, or if no URL can have the name
   */
  static ModelPlace of(String typed, String store) {
    int equals = typed.indexOf('=');
    if (equals < 0 || exists(typed)) {
      return new ModelPlace("", path(typed, store));
    }
    String name = typed.substring(0, equals);
    if (!name.matches(NAME)) {
      throw new WeftException(
          "a network's name has letters, digits, blanks, points, hyphens and underscores; received '%s'."
              .formatted(Quoted.text(name)));
    }
    return new ModelPlace(name, path(typed.substring(equals + 1), store));
  }

  private static boolean exists(String typed) {
    try {
      return Files.exists(Path.of(typed));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path path(String typed, String store) {
    if (exists(typed)) {
      return Path.of(typed).toAbsolutePath().normalize();
    }
    if (!typed.contains("/") && (store.startsWith("jdbc:") || exists(store))) {
      try (RunStore runs = RunStore.open(store)) {
        if (runs.knows(typed)) {
          RunRecord run = runs.get(runs.find(typed));
          return run.folder()
              .filter(Files::isDirectory)
              .orElseThrow(() -> new WeftException("the run %s has no folder here.".formatted(Quoted.text(typed))));
        }
      }
    }
    throw new WeftException(
        "--models takes a folder, NAME=FILE or a run; there is no '%s'; check the path.".formatted(Quoted.text(typed)));
  }

  /** The files that lie there now. */
  List<ModelFile> files() {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) && named(path)
          ? List.of(new ModelFile(served(path), ModelFile.SUCCESSIVE, path))
          : List.of();
    }
    List<ModelFile> own = ofFolder(path, name.isEmpty() ? served(path) : name);
    if (!own.isEmpty() || !name.isEmpty()) {
      return own;
    }
    List<ModelFile> files = new ArrayList<>();
    for (Path child : children(path)) {
      if (Files.isDirectory(child)) {
        files.addAll(ofFolder(child, served(child)));
      } else if (named(child)) {
        files.add(new ModelFile(served(child), ModelFile.SUCCESSIVE, child));
      }
    }
    return files.stream().filter(file -> file.name().matches(NAME)).toList();
  }

  /** The network of a run's folder, or the versions of a folder of such. */
  private static List<ModelFile> ofFolder(Path folder, String name) {
    Path ofRun = folder.resolve(RunFolder.MODEL);
    if (Files.isRegularFile(ofRun)) {
      return List.of(new ModelFile(name, ModelFile.SUCCESSIVE, ofRun));
    }
    List<ModelFile> versions = new ArrayList<>();
    for (Path child : children(folder)) {
      if (Files.isDirectory(child) && child.getFileName().toString().matches(VERSION)) {
        long number = Long.parseLong(child.getFileName().toString());
        children(child).stream()
            .filter(ModelPlace::named)
            .findFirst()
            .ifPresent(file -> versions.add(new ModelFile(name, number, file)));
      }
    }
    return versions;
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> !child.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // it was removed meanwhile, or may not be read: nothing to serve
    }
  }

  private static boolean named(Path file) {
    return ModelFiles.isNamed(file.getFileName().toString());
  }

  private String served(Path file) {
    return name.isEmpty() ? file.getFileName().toString().replaceFirst("\\." + ModelFiles.ENDINGS + "$", "") : name;
  }
}
