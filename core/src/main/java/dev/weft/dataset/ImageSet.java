package dev.weft.dataset;

import dev.weft.Quoted;
import dev.weft.image.Resizing;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labelled images: unsigned bytes (count, height, width, channels), row-major and channels last, with one label each.
 * Immutable; the pixels lie in one array, and every subset is a view that shares them.
 */
public final class ImageSet {
  final Store store;
  final int[] rows; // of the store, one for each image of this view
  final int[] sources; // (rows.length): the indices of the images before any subset was taken

  /**
   * All images of a file; pixels: (count, height, width, channels).
   *
   * @param names of the images, or null
   * @param groups the group of each image, or null
   * @param checksum of all that decides the pixels, or empty where it is not known
   */
  record Store(
      MemorySegment pixels,
      int[] labels,
      int height,
      int width,
      int channels,
      List<String> classNames,
      List<String> names,
      int[] groups,
      String checksum) {
    Store labelled(int[] others, List<String> names) {
      return new Store(pixels, others, height, width, channels, names, this.names, groups, checksum);
    }
  }

  ImageSet(Store store, int[] rows, int[] sources) {
    this.store = store;
    this.rows = rows;
    this.sources = sources;
  }

  /**
   * Images held in an array, which is shared and must not be written to afterwards.
   *
   * @param pixels (labels.length, height, width, channels), unsigned bytes
   * @param labels the class of each image, from 0 to classNames.size() - 1
   * @throws IllegalArgumentException if the lengths do not agree or a label has no class
   */
  public static ImageSet of(byte[] pixels, int[] labels, int height, int width, int channels, List<String> classNames) {
    return of(MemorySegment.ofArray(pixels), labels.clone(), height, width, channels, classNames);
  }

  /** As {@link #of(byte[], int[], int, int, int, List)}, of bytes that may lie outside the heap. */
  public static ImageSet of(
      MemorySegment pixels, int[] labels, int height, int width, int channels, List<String> classNames) {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an image has a height, a width and channels of at least 1; received (%d, %d, %d).",
              height,
              width,
              channels));
    }
    long expected = (long) labels.length * Math.multiplyExact(Math.multiplyExact(height, width), channels);
    if (pixels.byteSize() != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d images of (%d, %d, %d) are %d bytes; received %d bytes.",
              labels.length,
              height,
              width,
              channels,
              expected,
              pixels.byteSize()));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a label is at least 0 and less than the number of classes, %d; received %d for image %d.",
                classNames.size(),
                labels[i],
                i));
      }
    }
    Store store =
        new Store(pixels.asReadOnly(), labels, height, width, channels, List.copyOf(classNames), null, null, "");
    int[] rows = IntStream.range(0, labels.length).toArray();
    return new ImageSet(store, rows, rows);
  }

  /**
   * The same images in another size, antialiased; these where they have it.
   *
   * @throws IllegalArgumentException if a side is below 1
   */
  public ImageSet resized(int height, int width) {
    if (height == height() && width == width()) {
      return this;
    }
    Resizing resizing = new Resizing(height(), width(), channels(), height, width);
    long features = Math.multiplyExact((long) height * width, channels());
    MemorySegment pixels = Arena.ofAuto().allocate(Math.multiplyExact(features, size()));
    IntStream.range(0, size())
        .parallel()
        .forEach(i ->
            MemorySegment.copy(
                resizing.of(image(i)), 0, pixels, ValueLayout.JAVA_BYTE, i * features, Math.toIntExact(features)));
    ImageSet plain = of(pixels, labels(), height, width, channels(), classNames());
    Store resized =
        new Store(
            plain.store.pixels,
            plain.store.labels,
            height,
            width,
            channels(),
            classNames(),
            store.names == null ? null : IntStream.range(0, size()).mapToObj(i -> store.names.get(rows[i])).toList(),
            store.groups == null ? null : IntStream.range(0, size()).map(this::group).toArray(),
            store.checksum.isEmpty() ? "" : checksum() + " " + height + "x" + width);
    return new ImageSet(resized, plain.rows, sources);
  }

  /**
   * The same images with what their source calls them and what they share.
   *
   * @param names one for each image of the whole store
   * @param groups one number for each; images of one number never stand in two parts; null if there are no groups
   * @param checksum of all that decides the pixels of the store
   */
  ImageSet described(List<String> names, int[] groups, String checksum) {
    Store described =
        new Store(
            store.pixels,
            store.labels,
            store.height,
            store.width,
            store.channels,
            store.classNames,
            names,
            groups,
            checksum);
    return new ImageSet(described, rows, sources);
  }

  /** What the source calls image i, such as {@code cats/1.jpg}; empty for images of a named set. */
  public Optional<String> name(int i) {
    return store.names == null ? Optional.empty() : Optional.of(store.names.get(rows[i]));
  }

  /** Whether some images belong together and may not be in two parts. */
  public boolean hasGroups() {
    return store.groups != null;
  }

  /** The number of the group of image i, from 0; each image is a group of its own where there are none. */
  public int group(int i) {
    return store.groups == null ? rows[i] : store.groups[rows[i]];
  }

  /**
   * A checksum of which images these are, so that their pixels need not be read: it depends on the content of their
   * source, on its preparation, and on which of its images they are, in which order; empty where it is not known.
   */
  public String checksum() {
    return store.checksum.isEmpty() ? "" : Sha256.of(store.checksum + Arrays.toString(rows));
  }

  /** The number of images. */
  public int size() {
    return rows.length;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return store.height;
  }

  /** Pixels from left to right. */
  public int width() {
    return store.width;
  }

  /** Bytes of a pixel: 1 for grey, 3 for red, green and blue. */
  public int channels() {
    return store.channels;
  }

  /** Bytes of an image: height * width * channels. */
  public int features() {
    return store.height * store.width * store.channels;
  }

  /** The name of each class, in the order of the labels. */
  public List<String> classNames() {
    return store.classNames;
  }

  /** The number of classes, those without an image in this set included. */
  public int classes() {
    return store.classNames.size();
  }

  /** The class of image i. */
  public int label(int i) {
    return store.labels[rows[i]];
  }

  /** The class of every image, a fresh copy. */
  public int[] labels() {
    return Arrays.stream(rows).map(row -> store.labels[row]).toArray();
  }

  /** How many images each class has; (classes). */
  public int[] classCounts() {
    int[] counts = new int[classes()];
    for (int row : rows) {
      counts[store.labels[row]]++;
    }
    return counts;
  }

  /** The pixels of this set and of all others that share them, read-only: image i begins at {@link #pixelOffset}. */
  public MemorySegment pixels() {
    return store.pixels;
  }

  /** Where image i begins in {@link #pixels}, in bytes. */
  public long pixelOffset(int i) {
    return (long) rows[i] * features();
  }

  /** The bytes of image i, a fresh copy; (height, width, channels). */
  public byte[] image(int i) {
    return store.pixels.asSlice(pixelOffset(i), features()).toArray(ValueLayout.JAVA_BYTE);
  }

  /** The index of image i in the set as it stood in its file, or its part, before any subset was taken. */
  public int sourceIndex(int i) {
    return sources[i];
  }

  /** Where image i stands among all images that lie in {@link #pixels}. */
  int row(int i) {
    return rows[i];
  }

  /**
   * So many of the images, chosen at random so that each class keeps its share to within one image; in this order.
   *
   * @param count from 1 to {@link #size}
   */
  public ImageSet sample(int count, long seed) {
    return Split.sample(this, count, seed);
  }

  /**
   * The same images under other numbers of their classes.
   *
   * @param names every class of this set that has an image, and perhaps others, in any order
   * @throws IllegalArgumentException if one is missing
   */
  public ImageSet labelledAs(List<String> names) {
    int[] numbers = numbers(store.classNames.stream().map(Quoted::line).toList(), names);
    int[] counts = classCounts();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0 && numbers[label] < 0) {
        throw new IllegalArgumentException(
            "the classes must be among %s; received %s."
                .formatted(Quoted.list(names), Quoted.value(store.classNames.get(label))));
      }
    }
    int[] labels = Arrays.stream(store.labels).map(label -> numbers[label]).toArray();
    return new ImageSet(store.labelled(labels, List.copyOf(names)), rows, sources);
  }

  /** The same images with these labels, one for each, from 0 to {@code classes() - 1}. */
  public ImageSet relabelled(int[] labels) {
    int[] all = store.labels.clone();
    for (int i = 0; i < rows.length; i++) {
      all[rows[i]] = labels[i];
    }
    return new ImageSet(store.labelled(all, store.classNames), rows, sources);
  }

  /** A model file shows control characters of names; of classes with one name the first counts. */
  private static int[] numbers(List<String> own, List<String> names) {
    List<String> shown = names.stream().map(Quoted::line).toList();
    return own.equals(shown)
        ? IntStream.range(0, own.size()).toArray()
        : own.stream().mapToInt(shown::indexOf).toArray();
  }

  /** The images of this set and then those of another part of the same. */
  ImageSet with(ImageSet other) {
    return part(this, IntStream.concat(Arrays.stream(rows), Arrays.stream(other.rows)).toArray());
  }

  private static ImageSet part(ImageSet set, int[] rows) {
    return new ImageSet(set.store, rows, IntStream.range(0, rows.length).toArray());
  }

  /** The images at these indices as a set of its own: what {@link #sourceIndex} counts begins here. */
  ImageSet part(int[] indices) {
    return part(this, Arrays.stream(indices).map(i -> rows[i]).toArray());
  }

  /**
   * The images at these indices of this set, in this order; an index may come more than once.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public ImageSet subset(int[] indices) {
    return new ImageSet(
        store,
        Arrays.stream(indices).map(i -> rows[i]).toArray(),
        Arrays.stream(indices).map(i -> sources[i]).toArray());
  }

  /** The same images as a part of their own: {@link #sourceIndex} counts them from 0. */
  public ImageSet asPart() {
    return part(this, rows);
  }

  /**
   * The images from index {@code from} to index {@code to}, the latter not included.
   *
   * @throws IndexOutOfBoundsException if the set is shorter
   */
  public ImageSet range(int from, int to) {
    return subset(IntStream.range(from, to).toArray());
  }

  /**
   * The first n images for validation, the others for training.
   *
   * @throws IllegalArgumentException if that leaves nothing on one side
   */
  public Split first(int n) {
    return Split.first(this, n);
  }

  /**
   * The last part of the set for validation, the others for training: Keras's {@code validation_split}, which takes the
   * images from index floor(size * (1 - fraction)) on.
   *
   * @param fraction more than 0, less than 1
   * @throws IllegalArgumentException if that leaves nothing on one side
   */
  public Split last(double fraction) {
    return Split.last(this, fraction);
  }

  /**
   * As many images as {@link #last} takes, chosen at random for validation. Both sides keep the order of this set.
   *
   * <p>Where images belong to {@linkplain #group groups}, each group stays whole on one side here and in all other
   * splits, whose sizes are then as near as groups allow.
   *
   * @throws IllegalArgumentException if that leaves nothing on one side
   */
  public Split random(double fraction, long seed) {
    return Split.random(this, fraction, seed);
  }

  /**
   * As many images as {@link #last} takes, chosen at random for validation so that each class keeps its share, to
   * within one image. Both sides keep the order of this set.
   *
   * @throws IllegalArgumentException if that leaves nothing on one side
   */
  public Split stratified(double fraction, long seed) {
    return Split.stratified(this, fraction, seed);
  }

  /**
   * One of so many parts for validation, the others for training: a fold of a cross-validation. Each image is in the
   * validation part of just one fold; the parts are as large as each other to within one image, and so is each class's
   * share of them where they are stratified.
   *
   * @param fold from 0 to {@code of - 1}
   * @param of 2 or more
   * @throws IllegalArgumentException if there is no such fold
   */
  public Split fold(int fold, int of, boolean stratified, long seed) {
    return Split.fold(this, fold, of, stratified, seed);
  }
}
