package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.image.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * IDX files as MNIST, EMNIST, KMNIST and QMNIST have them: of each part one with images and one with labels, which
 * their names pair. A person names the folder or archive, or one of the files.
 */
final class IdxFiles implements TreeFormat {
  private static final Comparator<Optional<DataPart>> PART_ORDER =
      Comparator.comparing(part -> part.map(DataPart::ordinal).orElse(-1));

  @Override
  public Optional<ImageSource> open(FileTree tree, SourceOptions options) {
    List<IdxName> all = IdxName.in(tree);
    Optional<IdxName> chosen =
        tree.chosen()
            .flatMap(name -> all.stream().filter(file -> tree.files().get(file.file()).equals(name)).findFirst());
    if (chosen.isEmpty() && (tree.chosen().isPresent() || all.stream().noneMatch(IdxName::holdsImages))) {
      return Optional.empty();
    }
    String set = chosen.map(IdxName::set).orElseGet(() -> onlySet(tree, all));
    List<IdxName> files = all.stream().filter(file -> file.set().equals(set)).toList();
    if (files.isEmpty()) {
      throw new WeftException(
          "a pair of IDX files has names such as 'train-images-idx3-ubyte' and 'train-labels-idx1-ubyte'; received '%s'; rename it and the other."
              .formatted(Quoted.text(tree.chosen().orElseThrow())));
    }
    return Optional.of(source(tree, set, files, options));
  }

  private static String onlySet(FileTree tree, List<IdxName> all) {
    TreeSet<String> sets =
        all.stream().filter(IdxName::holdsImages).map(IdxName::set).collect(Collectors.toCollection(TreeSet::new));
    if (sets.size() > 1) {
      throw new WeftException(
          "one set is learned at a time; the %s %s holds %s; name a file of one, or keep each in a folder of its own."
              .formatted(
                  tree.kind(),
                  Quoted.text(tree.path().toString()),
                  Quoted.list(sets.stream().map(set -> "'" + (set.isEmpty() ? "train, test" : set) + "'").toList())));
    }
    return sets.first();
  }

  /** The images of a part and their labels. */
  private record Pair(IdxName name, IdxFile images, IdxFile labels) {}

  private static ImageSource source(FileTree tree, String set, List<IdxName> files, SourceOptions options) {
    options.requireNoLabel(tree.path(), "IDX files");
    List<Pair> pairs = new ArrayList<>();
    List<Integer> used = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Optional<DataPart> part : files.stream().map(IdxName::part).distinct().sorted(PART_ORDER).toList()) {
      IdxName images = one(files, part, true);
      IdxName labels = one(files, part, false);
      Pair pair = new Pair(images, read(tree, images), read(tree, labels));
      values.addAll(labels(pair));
      pairs.add(pair);
      used.addAll(List.of(images.file(), labels.file()));
    }
    List<String> notes = new ArrayList<>(tree.notes());
    boolean transposed = set.contains("emnist");
    if (transposed) {
      notes.add("EMNIST's files hold their images transposed; rows and columns are exchanged.");
    }
    ClassLabels classes = IdxClasses.of(tree, set, values, used, notes);
    List<SourceSample> samples = new ArrayList<>(values.size());
    int[] first = new int[pairs.size()];
    for (Pair pair : pairs) {
      first[pairs.indexOf(pair)] = samples.size();
      String name = tree.files().get(pair.name.file());
      for (int i = 0; i < pair.images.shape()[0]; i++) {
        samples.add(new SourceSample(name + "[" + i + "]", classes.labels()[samples.size()], pair.name.part(), ""));
      }
    }
    return new ListedImages(
        "IDX files",
        classes.names(),
        GroupPattern.group(samples, options.group()),
        sample -> {
          int at = Arrays.binarySearch(first, sample);
          int pair = at < 0 ? -2 - at : at;
          return image(pairs.get(pair).images, sample - first[pair], transposed);
        },
        tree.holders(used),
        notes,
        tree::close);
  }

  /** The file of a part; where it lies plain and packed, the plain one. */
  private static IdxName one(List<IdxName> files, Optional<DataPart> part, boolean images) {
    return files.stream()
        .filter(file -> file.part().equals(part) && file.holdsImages() == images)
        .findFirst()
        .orElseThrow(() ->
            new WeftException(
                "IDX files come in pairs, of images and of labels; '%s' has no file of %s beside it; add that."
                    .formatted(
                        Quoted.text(
                            files.stream().filter(file -> file.part().equals(part)).findFirst().orElseThrow().name()),
                        images ? "images" : "labels")));
  }

  private static IdxFile read(FileTree tree, IdxName name) {
    Path path = tree.onDisk(name.file()).orElse(tree.path());
    try (InputStream in = tree.open(name.file())) {
      return IdxFile.read(path, in, tree.size(name.file()));
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
  }

  /** The first column: QMNIST's files have 8. */
  private static List<String> labels(Pair pair) {
    IdxFile labels = pair.labels;
    int count = labels.shape()[0];
    int columns = labels.labelColumns();
    int[] images = pair.images.shape();
    if (images.length < 3 || images.length == 4 && images[3] > 4) {
      throw IdxFile.broken(
          pair.images.path(),
          "a file of images has the dimensions (count, height, width), and perhaps 1 to 4 channels",
          Arrays.toString(images));
    }
    if (count != images[0]) {
      throw IdxFile.broken(
          labels.path(),
          String.format(
              Locale.ROOT, "there is one label for each of the %,d images in %s", images[0], pair.name.name()),
          count);
    }
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf(labels.whole(i * columns, Integer.MIN_VALUE, Integer.MAX_VALUE)))
        .toList();
  }

  private static Image image(IdxFile file, int index, boolean transposed) {
    int[] shape = file.shape();
    int channels = shape.length == 4 ? shape[3] : 1;
    return transposed
        ? new Image(shape[2], shape[1], channels, file.transposed(index), List.of())
        : new Image(shape[1], shape[2], channels, file.image(index), List.of());
  }

  /**
   * What a file's name says of it.
   *
   * @param set what is left of the name without part, kind and ending: {@code emnist letters}
   */
  record IdxName(int file, String name, boolean holdsImages, Optional<DataPart> part, String set) {
    private static final String ENDINGS = "(?i)([-._ ]?(idx\\d?|ubyte|byte|int|gz|\\(\\d+\\)))+$";

    /** The files of a tree that are IDX files by name and content, plain ones before packed ones. */
    static List<IdxName> in(FileTree tree) {
      List<IdxName> telling = telling(tree);
      List<IdxName> pair = telling.stream().noneMatch(IdxName::holdsImages) ? pair(tree) : List.<IdxName>of();
      return pair.isEmpty() ? telling : pair;
    }

    /** Two files of whatever names, one of images and one of labels. */
    private static List<IdxName> pair(FileTree tree) {
      List<IdxName> all = new ArrayList<>();
      for (int file = 0; file < tree.files().size(); file++) {
        String name = tree.files().get(file).replaceFirst(".*/", "");
        int dimensions = name.matches("(?i).*(idx|ubyte).*") ? dimensions(tree, file) : 0;
        if (dimensions > 0) {
          all.add(new IdxName(file, name, dimensions > 2, Optional.empty(), ""));
        }
      }
      return all.size() == 2 && all.getFirst().holdsImages() != all.getLast().holdsImages() ? all : List.of();
    }

    private static List<IdxName> telling(FileTree tree) {
      return IntStream.range(0, tree.files().size())
          .boxed()
          .sorted((a, b) -> Integer.compare(tree.files().get(a).length(), tree.files().get(b).length()))
          .flatMap(file -> of(tree, file).stream())
          .toList();
    }

    static Optional<IdxName> of(FileTree tree, int file) {
      String path = tree.files().get(file);
      String name = path.substring(path.lastIndexOf('/') + 1);
      ArrayName words = ArrayName.of(name.replaceFirst(ENDINGS, "").replaceFirst("(?i)t10k", "test"));
      boolean known = words.role() == ArrayName.Role.IMAGES || words.role() == ArrayName.Role.LABELS;
      if (!known || ImageFile.isNamedAsImage(name) || dimensions(tree, file) == 0) {
        return Optional.empty();
      }
      return Optional.of(new IdxName(file, name, words.role() == ArrayName.Role.IMAGES, words.part(), words.set()));
    }

    private static int dimensions(FileTree tree, int file) {
      try (InputStream in = tree.open(file)) {
        return IdxFile.dimensions(in);
      } catch (IOException e) {
        return 0;
      }
    }
  }

  static Stream<String> lines(FileTree tree, int file) {
    return new String(tree.read(file), StandardCharsets.UTF_8).lines();
  }
}
