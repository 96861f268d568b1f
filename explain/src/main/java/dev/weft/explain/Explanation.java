package dev.weft.explain;

import dev.weft.Quoted;
import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.Region;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Why a network says what it says of one image.
 *
 * @param image the shape of what it saw, (height, width, channels)
 * @param seen what it saw: unsigned bytes
 * @param answer what it says
 * @param classes the classes that were asked about, the predicted one first
 * @param nearest the training images that it sees most alike, the nearest first; none where these cannot be had
 * @param truth the label of the image, where it is known
 */
public record Explanation(
    Shape image, byte[] seen, Answer answer, List<OfClass> classes, List<NearImage> nearest, OptionalInt truth) {
  public Explanation {
    classes = List.copyOf(classes);
    nearest = List.copyOf(nearest);
  }

  /** What in the image speaks for a class, as each method sees it. */
  public record OfClass(int label, List<CheckedMap> maps) {
    public OfClass {
      maps = List.copyOf(maps);
    }
  }

  /**
   * One method's map, and whether it can be believed.
   *
   * @param regions the strongest, in words
   */
  public record CheckedMap(Attribution attribution, MapCheck check, List<Region> regions) {
    public CheckedMap {
      regions = List.copyOf(regions);
    }
  }

  /** The same of an image whose label is known. */
  public Explanation labelled(int label) {
    return new Explanation(image, seen, answer, classes, nearest, OptionalInt.of(label));
  }

  /** What a class is to the image, after a comma: {@code , the predicted class}; empty for any other class. */
  public String role(int label) {
    boolean isTrue = truth.isPresent() && truth.getAsInt() == label;
    if (label == answer.predicted()) {
      return isTrue ? ", the predicted and the true class" : ", the predicted class";
    }
    return isTrue ? ", the true class" : "";
  }

  /** The size of what it saw, width first: {@code 28 × 28 pixels, grey}. */
  public String sizeInWords() {
    return "%s × %s pixels, %s".formatted(image.size(1), image.size(0), image.last() < 3 ? "grey" : "in colour");
  }

  /** Whether a training image is labelled with the predicted class. */
  public boolean isOfPredicted(NearImage near) {
    return near.label() == answer.predicted();
  }

  /** What the labels of the nearest images come to, a sentence each; none without such images. */
  public List<String> nearestInWords() {
    if (nearest.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    int predicted = answer.predicted();
    long others = nearest.stream().filter(near -> !isOfPredicted(near)).count();
    sentences.add(
        others == 0
            ? "All %s nearest training images are of the predicted class, %s."
                .formatted(nearest.size(), name(predicted))
            : "%s of the %s nearest training images %s of another class than the predicted one, %s: the image lies between classes, or a label is wrong."
                .formatted(others, nearest.size(), others == 1 ? "is" : "are", name(predicted)));
    for (NearImage near : nearest) {
      if (near.isContradicted()) {
        sentences.add(
            "Training image %s is labelled %s, but the network predicts %s for it: look whether its label is right."
                .formatted(Quoted.text(near.called()), name(near.label()), name(near.predicted())));
      }
    }
    return sentences;
  }

  private String name(int label) {
    return Quoted.text(answer.classNames().get(label));
  }
}
