package dev.weft.check;

import dev.weft.Counted;
import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import dev.weft.source.ImageSource;
import dev.weft.source.Manifest;
import dev.weft.source.SourceSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a person should know of a data set before a network learns it. Every image is looked at as its source has it,
 * before any preparation.
 */
public final class DataCheck {
  private final Survey survey;
  private final List<Finding> findings;
  private final List<Integer> leastLike;

  private DataCheck(ImageSource source, IntConsumer seen) {
    survey = Survey.of(source, seen);
    UnlikeTheirClass unlike = new UnlikeTheirClass(survey);
    leastLike = unlike.leastLike();
    findings =
        Stream.of(
                new Unreadable(),
                new Copies(),
                new StraddlingGroups(),
                new PartClasses(),
                new RareClasses(),
                new ClassTraits(),
                new Blank(),
                unlike,
                new Blurred(),
                new Exposure(),
                new OddSizes(),
                new OddColours(),
                new PartTraits())
            .flatMap(check -> check.in(survey).stream())
            .sorted(Comparator.comparing(Finding::severity)) // stable
            .toList();
  }

  /**
   * Looks at the images of a source.
   *
   * @param seen receives how many images have been seen, from several threads
   */
  public static DataCheck of(ImageSource source, IntConsumer seen) {
    return new DataCheck(source, seen);
  }

  /** Looks at the images of a data set. */
  public static DataCheck of(ImageDataset data, IntConsumer seen) {
    return new DataCheck(new SetSource(data), seen);
  }

  /** What was found: problems first, the gravest first. */
  public List<Finding> findings() {
    return findings;
  }

  /** {@code 3 problems to solve before training; 2 things to know of.} */
  public String verdict() {
    long problems = findings.stream().filter(finding -> finding.severity() == Severity.PROBLEM).count();
    long notes = findings.size() - problems;
    if (findings.isEmpty()) {
      return "Nothing stands against training with these images.";
    }
    String toKnow = Counted.of((int) notes, "thing") + " to know of";
    if (problems == 0) {
      return "No problem; " + toKnow + ".";
    }
    String toSolve = Counted.of((int) problems, "problem") + " to solve before training";
    return notes == 0 ? toSolve + "." : toSolve + "; " + toKnow + ".";
  }

  /** What was looked at: {@code 5,120 images of 4 classes, 4,096 to train on and 1,024 to test on}. */
  public String subject() {
    String parts =
        survey.hasParts()
            ? ": "
                + String.join(
                    ", ",
                    survey.parts().entrySet().stream()
                        .map(part -> String.format(Locale.ROOT, "%,d %s", part.getValue().size(), part.getKey().word()))
                        .toList())
            : "";
    return Counted.of(survey.size(), "image") + " of " + Counted.of(classNames().size(), "class") + parts;
  }

  public List<String> classNames() {
    return survey.classNames();
  }

  /** The number of samples, those that cannot be read included. */
  public int size() {
    return survey.size();
  }

  /** What the source says of a sample. */
  public SourceSample sample(int i) {
    return survey.sample(i);
  }

  /** A sample's name with its class, {@code train/1.jpg (cat)}; the class is left out where the name has it. */
  public String described(int i) {
    String name = Quoted.text(survey.sample(i).name());
    String label = Quoted.text(survey.className(i));
    return ("/" + name).contains("/" + label + "/") ? name : name + " (" + label + ")";
  }

  /** Whether the source itself names parts. */
  public boolean hasParts() {
    return survey.hasParts();
  }

  /** The parts that have samples. */
  public List<DataPart> parts() {
    return List.copyOf(survey.parts().keySet());
  }

  /** How many samples of each class a part has. */
  public int[] classCounts(DataPart part) {
    int[] counts = new int[classNames().size()];
    IntStream.range(0, size()).filter(i -> survey.part(i) == part).forEach(i -> counts[survey.label(i)]++);
    return counts;
  }

  /** The images least like their class, the farthest first: those that can be read and are of more than one colour. */
  public List<Integer> leastLike() {
    return leastLike;
  }

  /** Images that can be read, small enough to be shown: the source must still be open. */
  public ImageSet thumbnails(List<Integer> samples) {
    return Thumbnails.of(survey, samples);
  }

  /** The mean of the images of each class, all of one shape; black where a class has none that can be read. */
  public ImageSet meanImages() {
    return MeanImages.of(survey.small());
  }

  /** Why an image cannot be read; null if it can. */
  public String reason(int sample) {
    return survey.reason(sample);
  }

  /** Height x width of an image that can be read, as its source has it. */
  public String originalSize(int sample) {
    return survey.facts(sample).height() + " x " + survey.facts(sample).width();
  }

  /** The samples that may stay when all findings that leave samples out have done so, rising. */
  public List<Integer> kept() {
    boolean[] out = new boolean[size()];
    findings.forEach(finding -> finding.leftOut().forEach(i -> out[i] = true));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < out.length; i++) {
      if (!out[i]) {
        kept.add(i);
      }
    }
    return kept;
  }

  /**
   * The samples that may stay.
   *
   * @param source what was checked
   * @param file where the manifest is to be written
   * @throws WeftException if none may stay, or if one is in no file of its own below the manifest's folder
   */
  public Manifest manifest(ImageSource source, Path file) {
    Manifest manifest = new Manifest(file);
    List<Integer> kept = kept();
    if (kept.isEmpty()) {
      throw new WeftException(
          "nothing would be left in %s; correct the labels first.".formatted(Quoted.text(file.toString())));
    }
    Map<String, Path> files = source.files();
    kept.forEach(i -> manifest.add(sample(i), classNames().get(sample(i).label()), sample(i).part(), files));
    return manifest;
  }

  /** What is left: {@code lists 60 images of 62, without blank images (2).} */
  public String leftOut() {
    List<String> kinds =
        findings.stream()
            .filter(finding -> !finding.leftOut().isEmpty())
            .map(finding -> "%s (%s)".formatted(finding.kind(), finding.leftOut().size()))
            .toList();
    return String.format(
        Locale.ROOT,
        "lists %s of %,d%s.",
        Counted.of(kept().size(), "image"),
        size(),
        kinds.isEmpty() ? ", as no finding leaves any out" : ", without " + String.join(", ", kinds));
  }
}
