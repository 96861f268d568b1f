package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.source.ArrayName.Role;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** NumPy's arrays: an NPZ file, or NPY or NPZ files side by side. */
final class NumpyArrays implements SourceFormat {
  @Override
  public String description() {
    return "NumPy's arrays (.npz, .npy)";
  }

  @Override
  public Optional<ImageSource> open(Path path, SourceOptions options) {
    boolean folder = Files.isDirectory(path);
    List<NamedArray> arrays = folder ? inFolder(path) : ofFile(path);
    boolean foreign = folder && arrays.stream().noneMatch(array -> array.role() == Role.IMAGES);
    if (arrays.isEmpty() || foreign) {
      return Optional.empty();
    }
    Arena arena = Arena.ofShared();
    try {
      return Optional.of(source(path, arrays, options.group(), arena));
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private static List<NamedArray> ofFile(Path path) {
    Optional<ArrayFile> file = ArrayFile.at(path);
    if (file.isEmpty()) {
      return List.of();
    }
    List<NamedArray> own = named(file.get(), file.get().arrays().size() > 1);
    if (file.get().arrays().size() > 1) {
      return own;
    }
    String set = own.getFirst().set();
    List<NamedArray> beside =
        inFolder(path.toAbsolutePath().getParent()).stream().filter(array -> array.set().equals(set)).toList();
    boolean several =
        beside.stream().map(array -> array.role() + " " + array.part()).distinct().count() < beside.size();
    return several ? own : beside;
  }

  private static List<NamedArray> inFolder(Path folder) {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.getFileName().toString().matches("(?i)[^.].*\\.np[yz]") && Files.isRegularFile(file))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
    return files.stream()
        .flatMap(file -> ArrayFile.at(file).stream())
        .flatMap(file -> named(file, files.size() == 1).stream())
        .toList();
  }

  private static List<NamedArray> named(ArrayFile file, boolean alone) {
    return file.arrays().stream().map(array -> new NamedArray(file, array, alone)).toList();
  }

  private static ImageSource source(Path path, List<NamedArray> arrays, String group, Arena arena) {
    List<ArrayPair> pairs = ArrayPair.of(path, arrays);
    List<String> notes = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    withoutLabels(arrays, pairs).note().ifPresent(notes::add);
    List<ImagesOfArray> parts = new ArrayList<>();
    NumberRange range = NumberRange.NONE;
    for (ArrayPair pair : pairs) {
      pair.assumption().ifPresent(notes::add);
      List<String> ofPart = at(pair.labels(), () -> ArrayLabels.of(pair.labels().load(arena), notes));
      NpyArray images = images(pair, ofPart.size(), arena);
      ArrayLayout layout = at(pair.images(), () -> ArrayLayout.of(images));
      layout.note().filter(note -> !notes.contains(note)).ifPresent(notes::add);
      range = range.and(images.range());
      parts.add(new ImagesOfArray(pair, images, layout, labels.size()));
      labels.addAll(ofPart);
      groups.addAll(ArrayGroups.of(pair, ofPart.size(), arrays, group, arena, notes));
    }
    PixelRange pixels = at(pairs.getFirst().images(), range::pixels);
    notes.addAll(pixels.notes());
    ClassLabels classes = at(pairs.getFirst().labels(), () -> ClassLabels.of(labels, classNames(arrays, arena, notes)));
    notes.addAll(classes.notes());
    List<SourceSample> samples = samples(parts, classes.labels(), groups);
    return new ListedImages(
        "NumPy's arrays",
        classes.names(),
        groups.stream().allMatch(String::isEmpty) ? GroupPattern.group(samples, group) : samples,
        sample -> {
          ImagesOfArray part = parts.getFirst();
          for (ImagesOfArray other : parts) {
            part = sample >= other.first ? other : part;
          }
          return part.layout.read(part.images, sample - part.first, pixels);
        },
        files(pairs, arrays),
        notes,
        arena::close);
  }

  private static PassedOver withoutLabels(List<NamedArray> arrays, List<ArrayPair> pairs) {
    PassedOver passed =
        new PassedOver(
            "array of images has no labels and is passed over", "arrays of images have no labels and are passed over");
    arrays.stream()
        .filter(array -> array.role() == Role.IMAGES)
        .filter(array -> pairs.stream().noneMatch(pair -> pair.images().equals(array)))
        .forEach(array -> passed.add(array.array()));
    return passed;
  }

  /**
   * The images of a part.
   *
   * @param first the index of the first among all samples
   */
  private record ImagesOfArray(ArrayPair pair, NpyArray images, ArrayLayout layout, int first) {}

  private static NpyArray images(ArrayPair pair, int labels, Arena arena) {
    NpyArray images = pair.images().load(arena);
    int[] shape = images.shape();
    if (images.count() == 0) {
      throw at(pair.images(), new WeftException("there must be images; the array holds none; save them anew."));
    }
    if (images.header().type().isText()) {
      throw at(pair.images(), ArrayLayout.refused(shape));
    }
    if (images.count() != labels && shape.length == 4 && shape[3] == labels) {
      return images.lastAxisFirst();
    }
    if (images.count() != labels) {
      throw at(
          pair.images(),
          new WeftException(
              String.format(
                  Locale.ROOT,
                  "each image has a label; there are %,d images and %,d labels in %s; save both of the same samples.",
                  images.count(),
                  labels,
                  Quoted.text(pair.labels().array()))));
    }
    return images;
  }

  private static List<SourceSample> samples(List<ImagesOfArray> parts, int[] labels, List<String> groups) {
    List<SourceSample> samples = new ArrayList<>(labels.length);
    for (ImagesOfArray part : parts) {
      String array = part.pair.images().array();
      for (int i = 0; i < part.images.count(); i++) {
        int at = samples.size();
        samples.add(new SourceSample(array + "[" + i + "]", labels[at], part.pair.part(), groups.get(at)));
      }
    }
    return samples;
  }

  private static List<String> classNames(List<NamedArray> arrays, Arena arena, List<String> notes) {
    for (NamedArray named : arrays) {
      if (named.role() == Role.CLASS_NAMES) {
        try {
          NpyArray array = named.load(arena);
          if (array.header().type().isText() && array.shape().length == 1) {
            return IntStream.range(0, array.count()).mapToObj(array::text).toList();
          }
        } catch (WeftException e) {
          notes.add("The class names are not used: " + e.getMessage());
        }
      }
    }
    return List.of();
  }

  /** Those of the pairs, and all that may hold the names of the classes or groups. */
  private static Map<String, Path> files(List<ArrayPair> pairs, List<NamedArray> arrays) {
    Map<String, Path> files = new LinkedHashMap<>();
    Stream.concat(
            pairs.stream().flatMap(pair -> Stream.of(pair.images(), pair.labels())),
            arrays.stream().filter(array -> array.shape().length < 2))
        .map(array -> array.file().path())
        .forEach(path -> files.put(path.getFileName().toString(), path));
    return files;
  }

  /** What is wrong with an array, with its place. */
  private static <T> T at(NamedArray array, Supplier<T> value) {
    try {
      return value.get();
    } catch (WeftException e) {
      throw at(array, e);
    }
  }

  private static WeftException at(NamedArray array, WeftException e) {
    String place = array.place() + ": ";
    return e.getMessage().startsWith(place) ? e : new WeftException(place + e.getMessage(), e);
  }
}
