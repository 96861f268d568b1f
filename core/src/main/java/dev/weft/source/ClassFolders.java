package dev.weft.source;

import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder with a folder per class; above these there may be one per part, such as {@code train} and {@code test}. */
final class ClassFolders implements SourceFormat {
  @Override
  public String description() {
    return "a folder with a folder per class";
  }

  @Override
  public Optional<ImageSource> open(Path path, SourceOptions options) {
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(path)) {
      files = all.filter(file -> ImageFile.isNamedAsImage(file) && isVisible(path, file)).sorted().toList();
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
    List<String> classes =
        List.copyOf(new TreeSet<>(files.stream().map(file -> file.getParent().getFileName().toString()).toList()));
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    List<SourceSample> samples = new ArrayList<>();
    for (Path file : files) {
      String name = path.relativize(file).toString();
      samples.add(new SourceSample(name, classes.indexOf(file.getParent().getFileName().toString()), part(name), ""));
    }
    return Optional.of(new Source(path, classes, samples, files));
  }

  private static boolean isVisible(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".") || part.toString().equals("__MACOSX")) {
        return false;
      }
    }
    return true;
  }

  private static Optional<DataPart> part(String name) {
    for (String folder : name.split("[/\\\\]")) {
      switch (folder.toLowerCase(Locale.ROOT)) {
        case "train" -> {
          return Optional.of(DataPart.TRAIN);
        }
        case "val", "valid", "validation" -> {
          return Optional.of(DataPart.VALIDATION);
        }
        case "test" -> {
          return Optional.of(DataPart.TEST);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private record Source(Path root, List<String> classNames, List<SourceSample> samples, List<Path> paths)
      implements ImageSource {
    @Override
    public String format() {
      return "a folder per class";
    }

    @Override
    public Image read(int sample) {
      return ImageFile.read(paths.get(sample));
    }

    @Override
    public Map<String, Path> files() {
      Map<String, Path> files = new LinkedHashMap<>();
      for (int i = 0; i < paths.size(); i++) {
        files.put(samples.get(i).name(), paths.get(i));
      }
      return files;
    }

    @Override
    public List<String> notes() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
