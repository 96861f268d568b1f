package dev.weft.page.dataset;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.page.BlockMeans;
import dev.weft.page.Sprite;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The images that a data set's page shows: of each class some of both parts, spread over the set, and the most typical
 * and the most unusual. Each has a slot in one sprite.
 *
 * @param images those of the sprite, by their slots
 * @param samples the slots of each part's images of each class, in the order of the set
 */
record Thumbnails(ImageDataset data, Sprite sprite, List<Shown> images, Map<DataPart, List<List<Integer>>> samples) {
  /** Images of a row. */
  static final int TYPICAL = 4;

  /** Parts of multiples of it are spread evenly. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private static final int SAMPLES = 60;
  private static final int MOST_BYTES = 1_000_000;
  private static final int LEAST_OF_A_CLASS = 10;
  private static final int LEAST_SIDE = 32;
  private static final int MOST_SIDE = 96;

  /** An image of a part. */
  record Shown(DataPart part, int image) {}

  /**
   * @param train the training images by their classes
   * @param inTables the classes whose images are most wanted
   */
  static Thumbnails of(ImageDataset data, List<ClassImages> train, List<Integer> inTables) {
    Map<DataPart, List<int[]>> spread = new TreeMap<>();
    spread.put(DataPart.TRAIN, train.stream().map(one -> spread(one.images())).toList());
    spread.put(DataPart.TEST, ClassImages.indices(data.test(), train.size()).map(Thumbnails::spread).toList());
    List<Shown> wanted = wanted(train, spread, inTables);
    BlockMeans size = BlockMeans.within(side(data.train()), data.train());
    Sprite sprite = Sprite.of(small(data, wanted, size), IntStream.range(0, wanted.size()).toArray(), MOST_BYTES);
    List<Shown> images = wanted.subList(0, sprite.count());
    Map<Shown, Integer> slots = slots(images);
    Map<DataPart, List<List<Integer>>> samples = new TreeMap<>();
    spread.forEach(
        (part, classes) -> samples.put(part, classes.stream().map(chosen -> slots(part, chosen, slots)).toList()));
    return new Thumbnails(data, sprite, images, samples);
  }

  /** Some images of a class, the first of all first, spread evenly over the set whether few or many are taken. */
  private static int[] spread(int[] images) {
    return images.length <= SAMPLES
        ? images
        : IntStream.range(0, SAMPLES).map(i -> images[(int) (i * GOLDEN % 1 * images.length)]).distinct().toArray();
  }

  /**
   * The most wanted first: an image of each class, those in the tables, then one of each class before a second of any.
   */
  private static List<Shown> wanted(
      List<ClassImages> train, Map<DataPart, List<int[]>> spread, List<Integer> inTables) {
    Set<Shown> wanted = new LinkedHashSet<>();
    for (int[] images : spread.get(DataPart.TRAIN)) {
      add(wanted, DataPart.TRAIN, images, 0);
    }
    for (int round = 0; round < TYPICAL; round++) {
      for (int label : inTables) {
        add(wanted, DataPart.TRAIN, spread.get(DataPart.TRAIN).get(label), round);
        add(wanted, DataPart.TRAIN, train.get(label).typical(TYPICAL), round);
        add(wanted, DataPart.TRAIN, train.get(label).unusual(TYPICAL), round);
      }
    }
    for (int round = 0; round < SAMPLES; round++) {
      for (int label = 0; label < train.size(); label++) {
        add(wanted, DataPart.TEST, spread.get(DataPart.TEST).get(label), round);
        add(wanted, DataPart.TRAIN, spread.get(DataPart.TRAIN).get(label), round);
        add(wanted, DataPart.TRAIN, train.get(label).typical(TYPICAL), round);
        add(wanted, DataPart.TRAIN, train.get(label).unusual(TYPICAL), round);
      }
    }
    return List.copyOf(wanted);
  }

  private static void add(Set<Shown> wanted, DataPart part, int[] images, int round) {
    if (round < images.length) {
      wanted.add(new Shown(part, images[round]));
    }
  }

  /** So that there are ten images of each class where that leaves enough of an image. */
  private static int side(ImageSet set) {
    double pixels = (double) MOST_BYTES / (LEAST_OF_A_CLASS * set.classes() * set.channels());
    return (int) Math.clamp(Math.sqrt(pixels), LEAST_SIDE, MOST_SIDE);
  }

  private static ImageSet small(ImageDataset data, List<Shown> wanted, BlockMeans size) {
    int features = size.height() * size.width() * data.train().channels();
    byte[] pixels = new byte[wanted.size() * features];
    for (int slot = 0; slot < wanted.size(); slot++) {
      ImageSet set = part(data, wanted.get(slot).part());
      byte[] image = size.of(set.image(wanted.get(slot).image()), set);
      System.arraycopy(image, 0, pixels, slot * features, features);
    }
    int[] labels = new int[wanted.size()];
    return ImageSet.of(pixels, labels, size.height(), size.width(), data.train().channels(), data.train().classNames());
  }

  private static ImageSet part(ImageDataset data, DataPart part) {
    return part == DataPart.TEST ? data.test() : data.train();
  }

  private static Map<Shown, Integer> slots(List<Shown> images) {
    Map<Shown, Integer> slots = new LinkedHashMap<>();
    images.forEach(image -> slots.put(image, slots.size()));
    return slots;
  }

  private static List<Integer> slots(DataPart part, int[] images, Map<Shown, Integer> slots) {
    List<Integer> found = new ArrayList<>();
    Arrays.stream(images)
        .sorted()
        .mapToObj(image -> slots.get(new Shown(part, image)))
        .filter(slot -> slot != null)
        .forEach(found::add);
    return Collections.unmodifiableList(found);
  }

  /** The slots of the first so many training samples of a class. */
  List<Integer> first(int label, int most) {
    return samples.get(DataPart.TRAIN).get(label).stream().sorted().limit(most).toList();
  }

  /** The slots of training images, in their order, without those that the sprite lacks. */
  List<Integer> slots(int[] images) {
    return Arrays.stream(images)
        .map(image -> this.images.indexOf(new Shown(DataPart.TRAIN, image)))
        .filter(slot -> slot >= 0)
        .boxed()
        .toList();
  }

  /** Whether images are smaller than in the set. */
  boolean areSmall() {
    return sprite.width() != data.train().width() || sprite.height() != data.train().height();
  }

  /** What the page's script receives. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", sprite.columns());
    map.put("rows", sprite.rows());
    map.put("width", sprite.width());
    map.put("height", sprite.height());
    map.put("channels", data.train().channels() < 3 ? 1 : 3);
    map.put("parts", samples.keySet().stream().map(DataPart::adjective).toList());
    map.put("part", images.stream().map(image -> image.part() == DataPart.TEST ? 1 : 0).toList());
    map.put("index", images.stream().map(Shown::image).toList());
    map.put("label", images.stream().map(image -> part(data, image.part()).label(image.image())).toList());
    map.put("samples", samples.values());
    return map;
  }
}
