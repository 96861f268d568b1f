package dev.weft.check;

import dev.weft.Counted;
import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Images whose neighbours are all of another class, and images that are far from all others of their class, as {@link
 * Neighbours} has them. A wrong label is reported only between classes whose images have 80 % of their neighbours in
 * their own class, so that the small space distinguishes them; a far image from six robust deviations on.
 */
final class UnlikeTheirClass implements Check {
  private static final int LEAST_VOTES = 9;
  private static final double PURE = 0.8;
  private static final double DEVIATIONS = 6;
  private static final int LEAST_IMAGES = 20;
  private static final int LISTED = 24;

  private final Survey survey;
  private final int[] samples; // readable ones of more than one colour
  private final Neighbours neighbours;
  private final double[] far; // (samples): robust deviations from what is usual in the class

  UnlikeTheirClass(Survey survey) {
    this.survey = survey;
    int[] places =
        IntStream.range(0, survey.readable().length)
            .filter(at -> !Blank.is(survey.facts(survey.readable()[at])))
            .toArray();
    samples = IntStream.of(places).map(at -> survey.readable()[at]).toArray();
    int[] labels = IntStream.of(samples).map(survey::label).toArray();
    neighbours = Neighbours.of(SmallSpace.of(survey.small().subset(places)).points(), labels);
    far = far(labels, survey.classNames().size());
  }

  private double[] far(int[] labels, int classes) {
    double[] far = new double[labels.length];
    for (int label = 0; label < classes; label++) {
      int one = label;
      int[] of = IntStream.range(0, labels.length).filter(at -> labels[at] == one).toArray();
      double[] logs = IntStream.of(of).mapToDouble(this::logDistance).toArray();
      Spread spread = Spread.of(logs);
      for (int i = 0; i < of.length; i++) {
        far[of[i]] = of.length < LEAST_IMAGES || Double.isNaN(logs[i]) ? 0 : spread.above(logs[i]);
      }
    }
    return far;
  }

  private double logDistance(int at) {
    float distance = neighbours.toOwn()[at];
    return Float.isInfinite(distance) ? Double.NaN : Math.log(distance);
  }

  /** The images least like their class, the farthest first. */
  List<Integer> leastLike() {
    return IntStream.range(0, samples.length)
        .filter(at -> far[at] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(at -> -far[at]))
        .limit(LISTED)
        .map(at -> samples[at])
        .toList();
  }

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    wrongLabels(findings);
    List<Integer> unlike =
        IntStream.range(0, samples.length)
            .filter(at -> far[at] >= DEVIATIONS)
            .boxed()
            .sorted(Comparator.comparingDouble(at -> -far[at]))
            .map(at -> samples[at])
            .toList();
    if (!unlike.isEmpty()) {
      findings.add(
          Finding.note(
              "images unlike their class",
              "%s far from all others of the class: the distance to the third nearest is six deviations above usual."
                  .formatted(Counted.are(unlike.size(), "image")),
              "Look whether they show what the class is; leave out those that do not.",
              Finding.alone(unlike)));
    }
    return findings;
  }

  private void wrongLabels(List<Finding> findings) {
    double[] purity = purity();
    Spread[] usual = usual();
    List<Integer> found =
        IntStream.range(0, samples.length)
            .filter(at -> {
              int own = survey.label(samples[at]);
              int other = neighbours.majority(at);
              return other >= 0
                  && other != own
                  && neighbours.votes(at, other) >= LEAST_VOTES
                  && neighbours.votes(at, own) == 0
                  && purity[own] >= PURE
                  && purity[other] >= PURE
                  && neighbours.distances()[at] <= usual[other].middle();
            })
            .boxed()
            .sorted(Comparator.comparingDouble(at -> neighbours.distances()[at]))
            .toList();
    if (!found.isEmpty()) {
      String first =
          found.stream()
              .limit(3)
              .map(at ->
                  "%s is in %s and looks like %s"
                      .formatted(
                          Quoted.text(survey.sample(samples[at]).name()),
                          Quoted.text(survey.className(samples[at])),
                          Quoted.text(survey.classNames().get(neighbours.majority(at)))))
              .collect(Collectors.joining("; "));
      findings.add(
          Finding.note(
              "labels that may be wrong",
              "%s among images of another class alone: %s."
                  .formatted(Counted.of(found.size(), "image") + (found.size() == 1 ? " stands" : " stand"), first),
              "Look at them and correct the labels that are wrong.",
              Finding.alone(found.stream().map(at -> samples[at]).toList())));
    }
  }

  /** Of each class, the share of its images' neighbours that are of the class, too. */
  private double[] purity() {
    double[] own = new double[survey.classNames().size()];
    double[] all = new double[own.length];
    for (int at = 0; at < samples.length; at++) {
      int label = survey.label(samples[at]);
      own[label] += neighbours.votes(at, label);
      all[label] += neighbours.labels()[at].length;
    }
    return IntStream.range(0, own.length).mapToDouble(label -> own[label] / all[label]).toArray();
  }

  /** Of each class, how far its images' neighbours usually are. */
  private Spread[] usual() {
    return IntStream.range(0, survey.classNames().size())
        .mapToObj(label ->
            Spread.of(
                IntStream.range(0, samples.length)
                    .filter(at -> survey.label(samples[at]) == label)
                    .mapToDouble(at -> neighbours.distances()[at])
                    .toArray()))
        .toArray(Spread[]::new);
  }
}
