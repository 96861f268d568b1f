package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * TensorFlow's records of {@code tf.train.Example}s with an encoded image and a label, as TensorFlow's image scripts
 * ({@code image/encoded}, {@code image/class/label}, {@code image/class/text}) and tensorflow_datasets ({@code image},
 * {@code label}) write them, in one file or several. Files say their part by their names.
 */
final class TfRecords implements TreeFormat {
  private static final List<String> IMAGES = List.of("image/encoded", "image", "image_raw", "encoded", "jpeg", "png");
  private static final List<String> LABELS = List.of("image/class/label", "label", "labels", "class", "target");
  private static final List<String> TEXTS = List.of("image/class/text", "class_name", "label_name", "text");
  private static final int MOST_FEATURES_NAMED = 20;

  private record Place(Path file, long from, int length) {}

  /** What has been read of all files. */
  private static final class Listing {
    private final List<Place> places = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Optional<DataPart>> parts = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
  }

  @Override
  public Optional<ImageSource> open(FileTree tree, SourceOptions options) {
    List<Integer> files =
        IntStream.range(0, tree.files().size())
            .filter(file -> tree.chosen().map(tree.files().get(file)::equals).orElse(isNamedSo(tree.files().get(file))))
            .filter(file -> TfRecordFile.is(tree.start(file, 12)))
            .boxed()
            .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Listing listing = new Listing();
    for (int file : files) {
      read(tree, file, listing, options);
    }
    if (listing.places.isEmpty()) {
      throw new WeftException(tree.path() + " holds no record; choose another file.");
    }
    return Optional.of(source(tree, files, listing, options));
  }

  private static boolean isNamedSo(String name) {
    return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.tf_?rec(ord)?s?([-.].*)?|.*-of-\\d+");
  }

  private static void read(FileTree tree, int file, Listing listing, SourceOptions options) {
    String name = tree.files().get(file);
    Path path =
        tree.onDisk(file)
            .orElseThrow(() ->
                new WeftException("TensorFlow's records must lie in a folder; unpack %s.".formatted(tree.path())));
    Optional<DataPart> part = tree.chosen().isPresent() ? Optional.empty() : part(name);
    int[] count = {0};
    TfRecordFile.read(
        path,
        (from, record) -> {
          Map<String, Example.Feature> features = Example.of(record).features();
          Example.Feature image = image(features, record);
          listing.places.add(new Place(path, from + image.from(), image.length()));
          listing.names.add(name + "[" + count[0]++ + "]");
          listing.parts.add(part);
          listing.labels.add(label(features, options.label()).text(record));
          first(features, TEXTS).ifPresent(text -> listing.texts.add(text.text(record)));
          Optional.ofNullable(features.get(options.group())).ifPresent(group -> listing.groups.add(group.text(record)));
        });
  }

  /** By the words of the name: {@code mnist-train.tfrecord-00000-of-00001}. */
  private static Optional<DataPart> part(String name) {
    for (String word : name.split("[^\\p{L}\\p{N}]+")) {
      Optional<DataPart> part = PartName.ofFolder(word);
      if (part.isPresent()) {
        return part;
      }
    }
    return Optional.empty();
  }

  private static Optional<Example.Feature> first(Map<String, Example.Feature> features, List<String> names) {
    return names.stream().map(features::get).filter(feature -> feature != null && feature.count() > 0).findFirst();
  }

  private static Example.Feature image(Map<String, Example.Feature> features, byte[] record) {
    return first(features, IMAGES)
        .filter(Example.Feature::isBytes)
        .or(() -> features.values().stream().filter(feature -> isImage(feature, record)).findFirst())
        .orElseThrow(() ->
            new WeftException(
                "a record must hold an encoded image, such as 'image/encoded'; it holds %s; write the images as PNG or JPEG."
                    .formatted(names(features))));
  }

  private static boolean isImage(Example.Feature feature, byte[] record) {
    int end = Math.min(feature.length(), 32);
    return feature.isBytes() && ImageFile.isImage(Arrays.copyOfRange(record, feature.from(), feature.from() + end));
  }

  private static Example.Feature label(Map<String, Example.Feature> features, String chosen) {
    Example.Feature label =
        first(features, chosen.isEmpty() ? LABELS : List.of(chosen))
            .or(() -> chosen.isEmpty() ? first(features, TEXTS) : Optional.empty())
            .orElseThrow(() ->
                new WeftException(
                    "a record must hold a label, %s; it holds %s; name it with 'label'."
                        .formatted(
                            chosen.isEmpty() ? "such as 'label'" : "'" + Quoted.text(chosen) + "'", names(features))));
    if (label.count() > 1) {
      throw new WeftException("a record must have one label; it has several; name another feature with 'label'.");
    }
    return label;
  }

  private static String names(Map<String, Example.Feature> features) {
    return features.isEmpty()
        ? "nothing"
        : Quoted.list(features.keySet().stream().limit(MOST_FEATURES_NAMED).map(name -> "'" + name + "'").toList());
  }

  private static ImageSource source(FileTree tree, List<Integer> files, Listing listing, SourceOptions options) {
    List<Integer> used = new ArrayList<>(files);
    List<String> notes = new ArrayList<>(tree.notes());
    if (tree.chosen().isEmpty()) {
      notes.addAll(Shards.missing(files.stream().map(tree.files()::get).toList()));
    }
    ClassLabels classes = classes(tree, listing, used);
    notes.addAll(classes.notes());
    boolean grouped = !listing.groups.isEmpty();
    if (grouped && listing.groups.size() < listing.places.size()) {
      throw new WeftException(
          "each record must have a group; some have no '%s'.".formatted(Quoted.text(options.group())));
    }
    List<SourceSample> samples = new ArrayList<>(listing.places.size());
    for (int i = 0; i < listing.places.size(); i++) {
      samples.add(
          new SourceSample(
              listing.names.get(i), classes.labels()[i], listing.parts.get(i), grouped ? listing.groups.get(i) : ""));
    }
    return new EncodedImages(
        "TensorFlow's records",
        classes.names(),
        grouped ? samples : GroupPattern.group(samples, options.group()),
        sample -> {
          Place place = listing.places.get(sample);
          return TfRecordFile.bytes(place.file, place.from, place.length);
        },
        tree.holders(used),
        notes,
        tree::close);
  }

  /** The names stand in the records, or beside them as tensorflow_datasets writes them, or are the labels. */
  private static ClassLabels classes(FileTree tree, Listing listing, List<Integer> used) {
    if (listing.texts.size() == listing.labels.size()) {
      Map<String, String> byLabel = new TreeMap<>();
      IntStream.range(0, listing.labels.size())
          .forEach(i -> byLabel.putIfAbsent(listing.labels.get(i), listing.texts.get(i)));
      if (new TreeSet<>(byLabel.values()).size() == byLabel.size()) {
        return ClassLabels.of(listing.texts, List.of());
      }
    }
    for (int file = 0; file < tree.files().size(); file++) {
      if (tree.files().get(file).endsWith("label.labels.txt")) {
        used.add(file);
        return ClassLabels.of(
            listing.labels, IdxFiles.lines(tree, file).map(String::strip).filter(line -> !line.isEmpty()).toList());
      }
    }
    return ClassLabels.of(listing.labels, List.of());
  }
}
