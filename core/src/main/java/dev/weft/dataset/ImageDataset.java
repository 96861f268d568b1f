package dev.weft.dataset;

import dev.weft.image.DigitPreparation;
import dev.weft.image.Digits;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of images, to train on and to test on: a named one, or one's own.
 *
 * @param name as {@link Datasets#load} knows it, or what one's own is called
 * @param validation the part that the set itself keeps for validation; empty for most sets
 * @param sha256 the SHA-256 of the uncompressed content of each of its files, in hexadecimal digits, by the file's
 *     name; empty where one's own are more than 20
 * @param checksum one SHA-256 for the whole set: that of the lines {@code "<sha256> <file>\n"}, sorted by file, as
 *     {@code sha256sum} prints them
 * @param origin where it was found, in words for the user
 * @param preparation how its images were made from others; empty for a named set
 * @param isTestHeldOut whether chance took the test part from the training images, as their source names no part
 * @param summary what was understood of one's own images, a sentence each; empty for a named set
 */
public record ImageDataset(
    String name,
    ImageSet train,
    Optional<ImageSet> validation,
    ImageSet test,
    Map<String, String> sha256,
    String checksum,
    String origin,
    Optional<Preparation> preparation,
    boolean isTestHeldOut,
    List<String> summary) {
  private static final int LOOKED_AT = 1000;
  private static final double NEARLY_ALL = 0.9;

  public ImageDataset {
    sha256 = Collections.unmodifiableMap(new TreeMap<>(sha256));
    summary = List.copyOf(summary);
  }

  /** How any image becomes one that a network takes which learns this set. */
  public Intake intake() {
    return new Intake(
        preparation.orElseGet(() -> Preparation.padded(train.height(), train.width(), train.channels())),
        hasDigits() ? Digits.LEARNED : Digits.NO);
  }

  /** Whether nearly all of its first images were made as MNIST's, whatever its name is. */
  private boolean hasDigits() {
    if (train.height() != train.width() || train.channels() != 1) {
      return false;
    }
    int count = Math.min(LOOKED_AT, train.size());
    long made = IntStream.range(0, count).filter(i -> DigitPreparation.isMade(train.image(i), train.height())).count();
    return made >= NEARLY_ALL * count;
  }

  /** A set without a validation part, whose images are as they came. */
  public ImageDataset(String name, ImageSet train, ImageSet test, Map<String, String> sha256, String origin) {
    this(name, train, Optional.empty(), test, sha256, checksum(sha256), origin, Optional.empty(), false, List.of());
  }

  /** The same images with other training and test parts. */
  public ImageDataset divided(ImageSet train, ImageSet test) {
    return new ImageDataset(
        name, train, validation, test, sha256, checksum, origin, preparation, isTestHeldOut, summary);
  }

  /** Whether it is one's own, not a named one. */
  public boolean isOwn() {
    return preparation.isPresent();
  }

  /** All images of one's own, whatever their part. */
  public ImageSet all() {
    ImageSet all = validation.map(train::with).orElse(train);
    return all.pixels().equals(test.pixels()) ? all.with(test) : all;
  }

  /** One SHA-256 for files with these. */
  static String checksum(Map<String, String> sha256) {
    return Sha256.of(
        new TreeMap<>(sha256)
            .entrySet().stream().map(e -> e.getValue() + "  " + e.getKey() + "\n").collect(Collectors.joining()));
  }
}
