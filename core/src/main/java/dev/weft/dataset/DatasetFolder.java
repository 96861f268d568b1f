package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.dataset.CatalogueEntry.DataFile;
import dev.weft.source.IdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that may hold named sets. A set's files, plain or gzipped, lie in a folder of its name, in {@code raw} below
 * that, as torchvision keeps them, or in the folder itself. Names are recognized whatever their case, and whether words
 * are joined by a dot, a hyphen or an underscore.
 */
record DatasetFolder(Path path) {
  /** {@code train-images-idx3-ubyte} and the ways in which tools and browsers change it. */
  private static final Pattern IDX_NAME =
      Pattern.compile("(train|t10k|test)-(images|labels)(-?idx\\d?)?(-ubyte|-byte)?( ?\\(\\d+\\))?(-idx)?(-gz)*");

  /**
   * The files of a set, in the entry's order; empty if none is here.
   *
   * @throws WeftException if only some of them are here, or if those directly here are of another set
   */
  Optional<List<Path>> files(CatalogueEntry entry) {
    for (Path folder : places(entry)) {
      List<Path> files = filesIn(folder, entry);
      if (files.size() == entry.files().size()) {
        requireOwn(files, entry);
        return Optional.of(files);
      }
    }
    for (Path folder : places(entry)) {
      requireNone(folder, filesIn(folder, entry), entry);
    }
    return Optional.empty();
  }

  /** Where the files of a set may lie, the likeliest first. */
  private List<Path> places(CatalogueEntry entry) {
    List<Path> places = new ArrayList<>();
    Stream<Path> ofItsName =
        list(path)
            .filter(Files::isDirectory)
            .filter(folder -> letters(folder.getFileName().toString()).equals(letters(entry.name())))
            .sorted(exactFirst(entry.name()));
    Stream.concat(ofItsName, Stream.of(path))
        .forEach(folder -> {
          places.add(folder);
          places.add(folder.resolve("raw"));
        });
    return places;
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }

  private static Comparator<Path> exactFirst(String... names) {
    List<String> exact = List.of(names);
    return Comparator.<Path>comparingInt(file -> Math.floorMod(exact.indexOf(file.getFileName().toString()), 99))
        .thenComparing(Path::toString);
  }

  /** Those of the set's files that a folder holds, in the entry's order. */
  private static List<Path> filesIn(Path folder, CatalogueEntry entry) {
    List<Path> all = list(folder).toList();
    return entry.files().stream().flatMap(file -> find(file, all).stream()).toList();
  }

  /** Some archives unpack each file into a folder of its own name. */
  private static Optional<Path> find(DataFile file, List<Path> all) {
    String kind = kind(file.name());
    return all.stream()
        .filter(path -> kind(path.getFileName().toString()).equals(kind))
        .sorted(exactFirst(file.zippedName(), file.name()))
        .flatMap(path -> Stream.concat(Stream.of(path), list(path)))
        .filter(path -> kind(path.getFileName().toString()).equals(kind) && Files.isRegularFile(path))
        .findFirst();
  }

  /** What a file is for, by its name: {@code train-images} of {@code Train-Images.idx3-ubyte.gz}. */
  private static String kind(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[._]", "-");
    Matcher idx = IDX_NAME.matcher(plain);
    return idx.matches() ? idx.group(1).replace("test", "t10k") + "-" + idx.group(2) : plain;
  }

  private static void requireNone(Path folder, List<Path> found, CatalogueEntry entry) {
    for (DataFile file : entry.files()) {
      if (!found.isEmpty() && found.stream().noneMatch(path -> isFor(path, file))) {
        throw new WeftException(
            String.format(
                Locale.ROOT,
                "the data set %s consists of %d files; %s has %s but no %s; add it.",
                entry.name(),
                entry.files().size(),
                folder,
                found.getFirst().getFileName(),
                file.zippedName()));
      }
    }
  }

  private static boolean isFor(Path path, DataFile file) {
    return kind(path.getFileName().toString()).equals(kind(file.name()));
  }

  /** MNIST and its relatives have the same file names, so a folder of one looks like a folder of the other. */
  private void requireOwn(List<Path> files, CatalogueEntry entry) {
    Path testLabels = files.getLast();
    boolean isNamed = letters(path.relativize(testLabels).getName(0).toString()).equals(letters(entry.name()));
    if (!isNamed) {
      Catalogue.ownerOf(Idx.sha256(IdxFile.read(testLabels)))
          .filter(owner -> !owner.equals(entry.name()))
          .ifPresent(owner -> {
            throw new WeftException(
                "%s has the files of %s, not those of %s, though their names are the same; name a folder with the files of %3$s."
                    .formatted(testLabels.getParent(), owner, entry.name()));
          });
    }
  }
}
