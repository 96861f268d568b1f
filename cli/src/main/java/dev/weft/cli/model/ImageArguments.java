package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.image.Image;
import dev.weft.image.ImageFile;
import dev.weft.image.PreparedImage;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceOptions;
import dev.weft.source.SourceSample;
import dev.weft.source.Sources;
import dev.weft.source.SystemFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The images that a user names: files, folders with all that is below them, archives, tables and arrays of images, and
 * {@code -} for a list of these on standard input, one a line. Below a folder, hidden files and what is no image are
 * passed over; what a name says is an image is one, so that a damaged one is reported.
 */
final class ImageArguments implements AutoCloseable {
  /** What their files are called; of any other the error speaks of an image. */
  private static final String OF_SOURCES =
      "(?is).+\\.(zip|tar|tgz|gz|npz|npy|parquet|csv|tsv|tfrecords?|pkl|pickle|bin)";

  private final InputStream list;
  private final List<Named> images = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();
  private final List<ImageSource> sources = new ArrayList<>();

  /** Makes an image what a model takes. */
  interface Reading {
    PreparedImage by(Classifier classifier);
  }

  /**
   * An image to be read, or why there is none.
   *
   * @param name as the user would say it
   * @param reading how it is read
   * @param error null where it can be tried
   */
  record Named(String name, Reading reading, String error) {
    static Named of(String name, Path file) {
      return new Named(name, classifier -> classifier.prepare(file), null);
    }

    static Named wrong(String name, String error) {
      return new Named(name, null, error);
    }
  }

  /**
   * @param list what {@code -} reads
   */
  ImageArguments(InputStream list) {
    this.list = list;
  }

  /** Everything named, in the order of the arguments; below a folder, in the order of the names. */
  List<Named> read(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.equals("-")) {
        addList();
      } else {
        add(argument);
      }
    }
    return images;
  }

  /** The files below folders that are no images. */
  List<String> passedOver() {
    return passedOver;
  }

  private void addList() {
    int before = images.size();
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          add(line.stripTrailing().replaceFirst("^\ufeff", ""));
        }
      }
    } catch (IOException e) {
      throw new WeftException("the list on standard input cannot be read: " + WeftException.reason(e) + ".", e);
    }
    if (images.size() == before) {
      images.add(Named.wrong("-", "the list on standard input names no image; write one a line."));
    }
  }

  private void add(String argument) {
    try {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (!Files.isRegularFile(path) || ImageFile.isNamedAsImage(path) || ImageFile.isImage(path)) {
        images.add(Named.of(argument, path));
      } else {
        addSource(argument, path);
      }
    } catch (InvalidPathException e) {
      images.add(Named.wrong(argument, "'" + Quoted.text(argument) + "' is no path; check its characters."));
    }
  }

  /** Its samples by their names in it. */
  private void addSource(String argument, Path path) {
    try {
      ImageSource source = Sources.open(path, SourceOptions.NONE);
      sources.add(source);
      List<SourceSample> samples = source.samples();
      for (int i = 0; i < samples.size(); i++) {
        int sample = i;
        String name = samples.get(i).name();
        images.add(new Named(name, classifier -> classifier.prepare(read(source, sample, name)), null));
      }
    } catch (WeftException e) {
      images.add(argument.matches(OF_SOURCES) ? Named.wrong(argument, e.getMessage()) : Named.of(argument, path));
    }
  }

  private static Image read(ImageSource source, int sample, String name) {
    try {
      return source.read(sample);
    } catch (WeftException e) {
      throw new WeftException(Quoted.text(name) + ": " + e.getMessage(), e);
    }
  }

  /** What a person should know of the archives, tables and arrays, a sentence each. */
  List<String> notes() {
    return sources.stream().flatMap(source -> source.notes().stream()).toList();
  }

  /** Lets go of their files. */
  @Override
  public void close() {
    sources.forEach(ImageSource::close);
  }

  private void addFolder(Path folder) {
    List<Path> files = new ArrayList<>();
    int before = images.size();
    try {
      Files.walkFileTree(folder, new Visitor(folder, files));
    } catch (IOException e) {
      images.add(Named.wrong(folder.toString(), folder + " cannot be read: " + WeftException.reason(e) + "."));
    }
    Collections.sort(files);
    for (Path file : files) {
      if (ImageFile.isNamedAsImage(file) || ImageFile.isImage(file)) {
        images.add(Named.of(file.toString(), file));
      } else {
        passedOver.add(file.toString());
      }
    }
    if (images.size() == before) {
      images.add(Named.wrong(folder.toString(), "there is no image in the folder " + folder + "; check the path."));
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> files;

    Visitor(Path root, List<Path> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isHidden(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      images.add(Named.wrong(file.toString(), file + " cannot be read: " + WeftException.reason(e) + "."));
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
      return SystemFiles.isOne(path.getFileName().toString());
    }
  }
}
