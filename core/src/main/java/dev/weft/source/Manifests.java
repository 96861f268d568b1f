package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Images that a table names, with their labels: a table that a person names, or one in a folder without folders of
 * classes. Images lie in or below the table's folder.
 */
final class Manifests implements TreeFormat {
  private static final String TABLE = "(?i)([^/]*\\.(csv|tsv|txt|jsonl))";
  private static final String METADATA = "(?i)(.*/)?metadata\\.(csv|jsonl)";
  private static final int MISSING = -1;
  private static final int LOOKED_AT = 20;
  private static final String SUBMISSION = "(?i).*submission.*";

  /**
   * A row.
   *
   * @param name of its image, below the source
   * @param file its index; {@link #MISSING} if it is not there
   */
  private record Named(String name, int file, String label, Optional<DataPart> part, String group) {}

  @Override
  public Optional<ImageSource> open(FileTree tree, SourceOptions options) {
    if (tree.chosen().isEmpty()) {
      return source(tree, tables(tree), options, () -> {});
    }
    if (!tree.chosen().get().matches(TABLE)) {
      return Optional.empty();
    }
    int chosen = tree.files().indexOf(tree.chosen().get());
    List<ManifestTable> table = ManifestTable.of(tree.chosen().get(), tree.read(chosen)).stream().toList();
    FileTree whole = table.isEmpty() ? tree : around(table.getFirst(), tree.path());
    Optional<ImageSource> source = source(whole, table, options, tree::close);
    if (source.isEmpty() && !table.isEmpty()) {
      throw new WeftException(
          ("a table of images names files in or below its folder; %s names none in %s that is there; put the table"
                  + " above the images.")
              .formatted(Quoted.text(tree.chosen().get()), tree.path()));
    }
    return source;
  }

  /** What lies in the folders that a table's paths begin with; all of its folder where its words are no paths. */
  private static FileTree around(ManifestTable table, Path folder) {
    for (int column = 0; column < table.header().size(); column++) {
      int paths = column;
      List<String> words =
          IntStream.range(0, table.rows().size()).mapToObj(row -> table.below(table.field(row, paths))).toList();
      if (!words.isEmpty() && words.stream().limit(LOOKED_AT).allMatch(word -> isFile(folder, word))) {
        return FolderTree.of(
            folder, words.stream().map(word -> word.replaceFirst("/.*", "")).collect(Collectors.toSet()));
      }
    }
    return FolderTree.of(folder);
  }

  private static boolean isFile(Path folder, String word) {
    try {
      return ImageFile.isNamedAsImage(word) && Files.isRegularFile(folder.resolve(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Those of Hugging Face, or those beside the images where no folders are classes. */
  private static List<ManifestTable> tables(FileTree tree) {
    List<String> files = tree.files();
    boolean metadata = files.stream().anyMatch(file -> file.matches(METADATA));
    if (!metadata && files.stream().noneMatch(file -> file.matches(TABLE))) {
      return List.of();
    }
    List<String> images = files.stream().filter(ImageFile::isNamedAsImage).toList();
    if (images.isEmpty() || !metadata && hasClasses(images)) {
      return List.of();
    }
    return IntStream.range(0, files.size())
        .filter(file -> files.get(file).matches(metadata ? METADATA : TABLE))
        .filter(file -> !files.get(file).matches(SUBMISSION))
        .boxed()
        .flatMap(file -> ManifestTable.of(files.get(file), tree.read(file)).stream())
        .toList();
  }

  private static boolean hasClasses(List<String> images) {
    FolderLayout layout = FolderLayout.of(images);
    return IntStream.range(0, images.size())
            .boxed()
            .flatMap(image -> layout.place(image).stream())
            .map(FolderLayout.Place::className)
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  private static Optional<ImageSource> source(
      FileTree tree, List<ManifestTable> tables, SourceOptions options, Runnable close) {
    List<Integer> images =
        IntStream.range(0, tree.files().size())
            .filter(file -> ImageFile.isNamedAsImage(tree.files().get(file)))
            .boxed()
            .toList();
    FileIndex index = new FileIndex(tree.files(), images);
    List<String> notes = new ArrayList<>(tree.notes());
    Map<String, List<Named>> rows = new LinkedHashMap<>();
    WeftException refused = null;
    for (ManifestTable table : tables) {
      try {
        rows(table, index, options, notes).ifPresent(named -> rows.put(table.name(), named));
      } catch (WeftException e) {
        refused = e;
        notes.add("Not used: " + e.getMessage());
      }
    }
    if (rows.isEmpty() && refused != null) {
      throw refused;
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (rows.size() > 1 && rows.keySet().stream().map(Manifests::partOfName).distinct().count() < rows.size()) {
      throw new WeftException(
          "%s holds several tables of images (%s) that are no parts of one set; name one of them."
              .formatted(tree.path(), Quoted.list(rows.keySet())));
    }
    List<Integer> used = new ArrayList<>(tables.stream().map(ManifestTable::name).map(tree.files()::indexOf).toList());
    return Optional.of(source(tree, rows, options, notes, used, close));
  }

  private static ImageSource source(
      FileTree tree,
      Map<String, List<Named>> rows,
      SourceOptions options,
      List<String> notes,
      List<Integer> used,
      Runnable close) {
    List<Named> all = new ArrayList<>();
    rows.forEach((table, named) -> {
      Optional<DataPart> ofTable = rows.size() == 1 ? Optional.empty() : partOfName(table);
      named.forEach(
          row -> all.add(new Named(row.name(), row.file(), row.label(), row.part().or(() -> ofTable), row.group())));
    });
    boolean foldersAreParts =
        all.stream().allMatch(row -> row.part().isEmpty())
            && all.stream().map(row -> partOfFolder(row.name())).distinct().count() > 1;
    ClassLabels classes = ClassLabels.of(all.stream().map(Named::label).toList(), List.of());
    notes.addAll(classes.notes());
    ClassNames.lookAlike(classes.names()).ifPresent(notes::add);
    List<SourceSample> samples = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Named row = all.get(i);
      Optional<DataPart> part = foldersAreParts ? partOfFolder(row.name()) : row.part();
      samples.add(new SourceSample(row.name(), classes.labels()[i], part, row.group()));
    }
    boolean pattern = !options.group().isEmpty() && samples.stream().allMatch(sample -> sample.group().isEmpty());
    List<Integer> files = all.stream().map(Named::file).toList();
    files.stream().filter(file -> file != MISSING).forEach(used::add);
    return new EncodedImages(
        "a table of images",
        classes.names(),
        pattern ? GroupPattern.group(samples, options.group()) : samples,
        sample -> content(tree, files.get(sample)),
        tree.holders(used.stream().distinct().toList()),
        notes,
        () -> {
          tree.close();
          close.run();
        });
  }

  private static byte[] content(FileTree tree, int file) {
    if (file == MISSING) {
      throw new WeftException("the table names it, but it is not there.");
    }
    return tree.read(file);
  }

  /** The rows; empty if the table names no image that is there. */
  private static Optional<List<Named>> rows(
      ManifestTable read, FileIndex index, SourceOptions options, List<String> notes) {
    String folder = read.stem();
    boolean noHeader =
        read.header().stream()
            .anyMatch(field -> ImageFile.isNamedAsImage(field) && index.find(field, folder).isPresent());
    ManifestTable table = noHeader ? read.withoutHeader() : read;
    Optional<ManifestColumns> known = ManifestColumns.of(table, index, folder, options);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    ManifestColumns columns = known.get();
    PassedOver elsewhere =
        new PassedOver(
            "path does not lead to its image, which was found by the end of the path",
            "paths do not lead to their images, which were found by the ends of the paths");
    PassedOver again =
        new PassedOver(
            "row names an image and its label again, and counts once",
            "rows name an image and its label again, and count once");
    Set<Named> rows = new LinkedHashSet<>();
    for (int row = 0; row < table.rows().size(); row++) {
      String path = table.field(row, columns.image());
      String place = table.name() + ", row " + table.lines().get(row) + ": ";
      if (FileIndex.climbs(path)) {
        throw new WeftException(
            place
                + "an image lies in or below the table's folder; received '"
                + Quoted.text(path)
                + "'; copy it there.");
      }
      String label = columns.label(table, row);
      String part = table.field(row, columns.part());
      OptionalInt file = index.find(table.below(path), part.isEmpty() ? folder : part);
      if (label.isEmpty()) {
        throw new WeftException(place + "each image has a label; received none; fill it in, or take the row out.");
      }
      String name = file.isPresent() ? index.name(file.getAsInt()) : table.below(path);
      if (file.isPresent() && !index.isPlain(table.below(path), file.getAsInt())) {
        elsewhere.add("%s (%s)".formatted(path, name));
      }
      Named named =
          new Named(
              name, file.orElse(MISSING), label, part(table, columns, row, place), table.field(row, columns.group()));
      if (!rows.add(named)) {
        again.add(path);
      }
    }
    elsewhere.note().ifPresent(note -> notes.add(table.name() + ": " + note));
    again.note().ifPresent(note -> notes.add(table.name() + ": " + note));
    return Optional.of(List.copyOf(rows));
  }

  private static Optional<DataPart> part(ManifestTable table, ManifestColumns columns, int row, String place) {
    String word = table.field(row, columns.part());
    Optional<DataPart> part = PartName.of(word);
    if (part.isEmpty() && !word.isEmpty()) {
      throw new WeftException(
          place + "a part is train, validation or test; received '" + Quoted.text(word) + "'; write one of them.");
    }
    return part.or(() -> table.name().matches(METADATA) ? partOfFolder(table.name()) : Optional.empty());
  }

  private static Optional<DataPart> partOfFolder(String file) {
    int end = file.lastIndexOf('/');
    return end < 0 ? Optional.empty() : PartName.ofFolder(file.substring(0, end).replaceFirst("/.*", ""));
  }

  private static Optional<DataPart> partOfName(String table) {
    return partOfFolder(table).or(() -> ArrayName.of(table).part());
  }
}
