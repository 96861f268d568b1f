package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Parquet files as Hugging Face has them: an image file and a label a row, several files a part. */
final class ParquetFiles implements SourceFormat {
  private static final int DEEPEST = 3;
  private static final Pattern NAME = Pattern.compile("[^.].*\\.parquet", Pattern.CASE_INSENSITIVE);

  /** A row with a label. */
  private record Row(int file, int row) {}

  @Override
  public String description() {
    return "Parquet files of Hugging Face";
  }

  @Override
  public Optional<ImageSource> open(Path path, SourceOptions options) {
    Arena arena = Arena.ofShared();
    Optional<ImageSource> source = Optional.empty();
    try {
      List<ParquetFile> files = paths(path).stream().flatMap(file -> ParquetFile.at(file, arena).stream()).toList();
      if (!files.isEmpty()) {
        source = Optional.of(source(path, files, options, arena));
      }
      return source;
    } finally {
      if (source.isEmpty()) {
        arena.close();
      }
    }
  }

  private static List<Path> paths(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    Named named = new Named();
    try {
      Files.walkFileTree(path, Set.of(), DEEPEST, named);
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
    return named.files.stream().sorted().toList();
  }

  /** Collects the files that are named so; what cannot be listed may hold images of another format. */
  private static final class Named extends SimpleFileVisitor<Path> {
    private final List<Path> files = new ArrayList<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static ImageSource source(Path path, List<ParquetFile> files, SourceOptions options, Arena arena) {
    ParquetColumns columns = ParquetColumns.of(files.getFirst(), options);
    List<String> notes = new ArrayList<>(columns.notes());
    if (Files.isDirectory(path)) {
      notes.addAll(Shards.missing(files.stream().map(file -> file.path().getFileName().toString()).toList()));
    }
    List<String> names = files.getFirst().classNames(columns.label().name());
    List<Row> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<SourceSample> samples = new ArrayList<>();
    PassedOver unlabelled =
        new PassedOver("row has no label, and is passed over", "rows have no label, and are passed over");
    for (int i = 0; i < files.size(); i++) {
      ParquetFile file = files.get(i);
      requireSameColumns(file, files.getFirst(), columns);
      List<String> ofFile = at(file, () -> file.texts(columns.label()));
      List<String> groups = columns.group().map(group -> at(file, () -> file.texts(group))).orElse(List.of());
      String name = path.equals(file.path()) ? path.getFileName().toString() : path.relativize(file.path()).toString();
      Optional<DataPart> part = files.size() == 1 ? Optional.empty() : part(path, file.path());
      for (int row = 0; row < ofFile.size(); row++) {
        String label = ofFile.get(row);
        String called = name + ", row " + (row + 1);
        if (label == null || !names.isEmpty() && label.equals("-1")) {
          unlabelled.add(called);
          continue;
        }
        rows.add(new Row(i, row));
        labels.add(label);
        String group = groups.isEmpty() || groups.get(row) == null ? "" : groups.get(row);
        samples.add(new SourceSample(called, 0, part, group));
      }
    }
    unlabelled.note().ifPresent(notes::add);
    if (labels.isEmpty()) {
      throw new WeftException(path + ": no row has a label; name another file, or the column of the labels.");
    }
    ClassLabels classes = at(files.getFirst(), () -> ClassLabels.of(labels, names));
    notes.addAll(classes.notes());
    for (int i = 0; i < rows.size(); i++) {
      SourceSample sample = samples.get(i);
      samples.set(i, new SourceSample(sample.name(), classes.labels()[i], sample.part(), sample.group()));
    }
    boolean pattern = !options.group().isEmpty() && columns.group().isEmpty();
    List<ParquetImages> images = files.stream().map(ParquetImages::new).toList();
    return new EncodedImages(
        "Parquet",
        classes.names(),
        pattern ? GroupPattern.group(samples, options.group()) : samples,
        sample ->
            content(
                images.get(rows.get(sample).file()),
                files.get(rows.get(sample).file()),
                columns,
                rows.get(sample).row()),
        names(path, files, columns),
        notes,
        arena::close);
  }

  private static void requireSameColumns(ParquetFile file, ParquetFile first, ParquetColumns columns) {
    List<String> has =
        file.schema().getColumns().stream().map(column -> column.fieldPath() + " " + column.type()).toList();
    List<String> had =
        first.schema().getColumns().stream().map(column -> column.fieldPath() + " " + column.type()).toList();
    if (!has.equals(had)) {
      throw new WeftException(
          "the files of a set have the same columns; %s has not those of %s (%s); name one of the files."
              .formatted(file.path(), first.path().getFileName(), Quoted.text(columns.bytes().fieldPath())));
    }
  }

  private static byte[] content(ParquetImages images, ParquetFile file, ParquetColumns columns, int row) {
    if (images.value(columns.bytes(), row) instanceof byte[] bytes) {
      return bytes;
    }
    Object path = columns.path().map(column -> images.value(column, row)).orElse(null);
    if (path == null) {
      throw new WeftException("its row has neither bytes nor a path.");
    }
    return below(folder(file), ParquetFile.text(path));
  }

  /** The bytes of a file in or below a folder, links included. */
  private static byte[] below(Path folder, String path) {
    try {
      Path named = folder.resolve(path);
      if (!Files.isRegularFile(named)) {
        throw new WeftException("its row names '%s', which is not there.".formatted(Quoted.text(path)));
      }
      if (!isBelow(folder, path)) {
        throw new WeftException(
            "an image lies in or below the Parquet file's folder; received '%s'; copy it there."
                .formatted(Quoted.text(path)));
      }
      return Files.readAllBytes(named);
    } catch (IOException e) {
      throw new WeftException("it cannot be read: " + WeftException.reason(e) + ".", e);
    } catch (InvalidPathException e) {
      throw new WeftException("its row names '%s', which is no path.".formatted(Quoted.text(path)), e);
    }
  }

  private static Optional<DataPart> part(Path root, Path file) {
    Optional<DataPart> ofName = ArrayName.of(file.getFileName().toString()).part();
    Path folder = file.getParent();
    return ofName.or(() ->
        folder == null || folder.equals(root) ? Optional.empty() : PartName.ofFolder(folder.getFileName().toString()));
  }

  /** The files, and the images beside them that rows name in place of bytes. */
  private static Map<String, Path> names(Path root, List<ParquetFile> files, ParquetColumns columns) {
    Map<String, Path> names = new LinkedHashMap<>();
    for (ParquetFile file : files) {
      String name = root.equals(file.path()) ? root.getFileName().toString() : root.relativize(file.path()).toString();
      names.put(name, file.path());
      if (columns.path().isPresent() && file.mayLack(columns.bytes())) {
        Path folder = folder(file);
        for (String path : at(file, () -> file.texts(columns.path().get()))) {
          if (path != null && isBelow(folder, path)) {
            names.put(name + ": " + path, folder.resolve(path));
          }
        }
      }
    }
    return names;
  }

  private static Path folder(ParquetFile file) {
    return file.path().toAbsolutePath().normalize().getParent();
  }

  /** Whether a file is there, in or below the folder, links included. */
  private static boolean isBelow(Path folder, String path) {
    try {
      Path named = folder.resolve(path);
      return Files.isRegularFile(named) && named.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static <T> T at(ParquetFile file, Supplier<T> read) {
    try {
      return read.get();
    } catch (WeftException e) {
      throw new WeftException(file.path() + ": " + e.getMessage(), e);
    }
  }
}
