package dev.weft.check;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.image.Image;
import dev.weft.source.DataPart;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceSample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What was seen of every image of a source. Each is decoded once, and what stays of it are a few numbers and a small
 * copy, so that memory does not grow with the images' sizes.
 */
final class Survey {
  private final ImageSource source;
  private final List<SourceSample> samples;
  private final ImageFacts[] facts; // null where an image cannot be read
  private final String[] reasons; // why not
  private final int[] readable; // samples, rising
  private final ImageSet small; // of the readable samples, in their order
  private final DuplicateGroups duplicates;

  private Survey(ImageSource source, ImageFacts[] facts, String[] reasons, SmallCopies copies) {
    this.source = source;
    this.samples = source.samples();
    this.facts = facts;
    this.reasons = reasons;
    this.readable = IntStream.range(0, facts.length).filter(i -> facts[i] != null).toArray();
    this.small = copies.set().subset(readable);
    this.duplicates = DuplicateGroups.of(this);
  }

  /**
   * Looks at every image.
   *
   * @param seen receives how many images have been seen
   */
  static Survey of(ImageSource source, IntConsumer seen) {
    int count = source.samples().size();
    FileTypes types = new FileTypes(source);
    SmallCopies copies = SmallCopies.of(source);
    ImageFacts[] facts = new ImageFacts[count];
    String[] reasons = new String[count];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> {
          try {
            Image image = source.read(i, ScaledImage.MOST, ScaledImage.MOST);
            ScaledImage scaled = ScaledImage.of(image);
            facts[i] = ImageFacts.of(image, scaled, types.of(i), types.bytes(i));
            copies.put(i, scaled);
          } catch (WeftException e) {
            reasons[i] = types.withoutPath(i, e.getMessage());
          }
          seen.accept(done.incrementAndGet());
        });
    return new Survey(source, facts, reasons, copies);
  }

  /** The number of samples, those that cannot be read included. */
  int size() {
    return samples.size();
  }

  ImageSource source() {
    return source;
  }

  SourceSample sample(int i) {
    return samples.get(i);
  }

  int label(int i) {
    return samples.get(i).label();
  }

  List<String> classNames() {
    return source.classNames();
  }

  String className(int i) {
    return classNames().get(label(i));
  }

  /** The samples whose images can be read, rising. */
  int[] readable() {
    return readable;
  }

  /** Of a sample that can be read. */
  ImageFacts facts(int i) {
    return facts[i];
  }

  /** Why an image cannot be read; null if it can. */
  String reason(int i) {
    return reasons[i];
  }

  /** Small copies of the readable images, all of one shape, in their order. */
  ImageSet small() {
    return small;
  }

  /** Whether small copies have all the pixels of the images: all have one size of at most 32 pixels a side. */
  boolean showsWhole() {
    return IntStream.of(readable)
        .allMatch(i -> facts[i].height() == small.height() && facts[i].width() == small.width());
  }

  DuplicateGroups duplicates() {
    return duplicates;
  }

  /** Whether the source itself says which images train and which test. */
  boolean hasParts() {
    return samples.stream().anyMatch(sample -> sample.part().isPresent());
  }

  DataPart part(int i) {
    return samples.get(i).part().orElse(DataPart.TRAIN);
  }

  /** The samples of each part that has some. */
  Map<DataPart, List<Integer>> parts() {
    Map<DataPart, List<Integer>> parts = new EnumMap<>(DataPart.class);
    for (int i = 0; i < samples.size(); i++) {
      parts.computeIfAbsent(part(i), part -> new ArrayList<>()).add(i);
    }
    return parts;
  }

  /** How many samples each class has. */
  int[] classCounts() {
    int[] counts = new int[classNames().size()];
    samples.forEach(sample -> counts[sample.label()]++);
    return counts;
  }

  /** The readable samples that are so. */
  List<Integer> where(Predicate<ImageFacts> test) {
    return IntStream.of(readable).filter(i -> test.test(facts[i])).boxed().toList();
  }
}
