package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The binary versions of CIFAR-10 and CIFAR-100: records of one label (CIFAR-100: the coarse label, then the fine one)
 * and 3,072 bytes, 32 x 32 of red, then of green, then of blue. A person names the folder or archive, or one of the
 * files.
 *
 * <p>Format: <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 dataset</a>.
 */
final class CifarFiles implements TreeFormat {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int PIXELS = 3 * PLANE;
  private static final List<String> KNOWN =
      List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** Which of the two it is, by how many labels stand before the pixels of a record. */
  private enum Kind {
    CIFAR_10(1, "(?i)(data_batch_\\d+|test_batch)\\.bin"),
    CIFAR_100(2, "(?i)(train|test)\\.bin");

    private final int labels;
    private final String names;

    Kind(int labels, String names) {
      this.labels = labels;
      this.names = names;
    }

    int record() {
      return labels + PIXELS;
    }
  }

  private record Batch(String name, Optional<DataPart> part, byte[] bytes) {}

  @Override
  public Optional<ImageSource> open(FileTree tree, SourceOptions options) {
    for (Kind kind : Kind.values()) {
      List<Integer> files =
          IntStream.range(0, tree.files().size()).filter(file -> isOf(kind, tree, file)).boxed().toList();
      if (!files.isEmpty()) {
        return Optional.of(source(tree, kind, files, options));
      }
    }
    return Optional.empty();
  }

  private static String name(FileTree tree, int file) {
    String path = tree.files().get(file);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** By its name, or a chosen file by its size. */
  private static boolean isOf(Kind kind, FileTree tree, int file) {
    String name = name(tree, file);
    boolean fits = tree.size(file) > 0 && tree.size(file) % kind.record() == 0;
    if (tree.chosen().isPresent()) {
      return name.equals(tree.chosen().get()) && (name.matches(kind.names) || name.matches("(?i).+\\.bin") && fits);
    }
    return name.matches(kind.names) && (kind == Kind.CIFAR_10 || fits);
  }

  private static ImageSource source(FileTree tree, Kind kind, List<Integer> files, SourceOptions options) {
    boolean coarse = kind == Kind.CIFAR_100 && options.label().equals("coarse");
    if (kind == Kind.CIFAR_100 && !coarse && !options.label().isEmpty() && !options.label().equals("fine")) {
      throw new WeftException(
          "'label' must be fine or coarse for CIFAR-100; received '%s'.".formatted(Quoted.text(options.label())));
    }
    List<Integer> used = new ArrayList<>(files);
    List<String> notes = new ArrayList<>(tree.notes());
    List<String> classes = classes(tree, kind, coarse, used, notes);
    List<Batch> batches = files.stream().map(file -> batch(tree, kind, file)).toList();
    List<SourceSample> samples = new ArrayList<>();
    List<int[]> places = new ArrayList<>(); // of each sample, its batch and its record
    for (Batch batch : batches) {
      for (int i = 0; i < batch.bytes.length / kind.record(); i++) {
        int label = batch.bytes[i * kind.record() + (kind == Kind.CIFAR_100 && !coarse ? 1 : 0)] & 0xff;
        if (label >= classes.size()) {
          throw new WeftException(
              String.format(
                  Locale.ROOT,
                  "a label of %s is from 0 to %d; record %,d has %d; is it a file of CIFAR?",
                  batch.name,
                  classes.size() - 1,
                  i,
                  label));
        }
        places.add(new int[] {batches.indexOf(batch), i});
        samples.add(new SourceSample(batch.name + "[" + i + "]", label, batch.part, ""));
      }
    }
    return new ListedImages(
        kind == Kind.CIFAR_10 ? "CIFAR-10's binary files" : "CIFAR-100's binary files",
        classes,
        GroupPattern.group(samples, options.group()),
        sample -> {
          int[] place = places.get(sample);
          return image(batches.get(place[0]).bytes, place[1] * kind.record() + kind.labels);
        },
        tree.holders(used),
        notes,
        tree::close);
  }

  private static Batch batch(FileTree tree, Kind kind, int file) {
    String name = name(tree, file);
    long size = tree.size(file);
    if (size == 0 || size % kind.record() != 0) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s must hold records of %,d bytes; it has %,d bytes, which is no whole number of them; get it again.",
              name,
              kind.record(),
              size));
    }
    Optional<DataPart> part =
        tree.chosen().isPresent()
            ? Optional.empty()
            : Optional.of(name.toLowerCase(Locale.ROOT).startsWith("test") ? DataPart.TEST : DataPart.TRAIN);
    try {
      return new Batch(name, part, tree.read(file));
    } catch (WeftException e) {
      throw new WeftException(name + ": " + e.getMessage(), e);
    }
  }

  private static List<String> classes(
      FileTree tree, Kind kind, boolean coarse, List<Integer> used, List<String> notes) {
    int count = kind == Kind.CIFAR_10 ? 10 : coarse ? 20 : 100;
    String wanted =
        kind == Kind.CIFAR_10 ? "batches.meta.txt" : coarse ? "coarse_label_names.txt" : "fine_label_names.txt";
    for (int file = 0; file < tree.files().size(); file++) {
      if (name(tree, file).equals(wanted)) {
        List<String> names = IdxFiles.lines(tree, file).map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (names.size() == count) {
          used.add(file);
          return names;
        }
        notes.add(
            String.format(
                Locale.ROOT, "%s has %,d names instead of %d and is passed over.", wanted, names.size(), count));
      }
    }
    if (kind == Kind.CIFAR_10) {
      notes.add("There is no batches.meta.txt; the classes have the names that CIFAR-10 is known for.");
      return KNOWN;
    }
    notes.add("There is no %s; the classes are called by their labels.".formatted(wanted));
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  private static Image image(byte[] bytes, int from) {
    byte[] pixels = new byte[PIXELS];
    for (int i = 0; i < PLANE; i++) {
      for (int channel = 0; channel < 3; channel++) {
        pixels[3 * i + channel] = bytes[from + channel * PLANE + i];
      }
    }
    return new Image(SIDE, SIDE, 3, pixels, List.of());
  }
}
