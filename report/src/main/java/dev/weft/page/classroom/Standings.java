package dev.weft.page.classroom;

import dev.weft.run.Csv;
import dev.weft.statistics.Holm;
import dev.weft.statistics.Interval;
import dev.weft.statistics.McNemar;
import dev.weft.statistics.Verdict;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the networks of a class are worth on the same test images. The one with the highest accuracy is compared with
 * each other one by McNemar's test, corrected for the number of comparisons by Holm. Who is not significantly worse
 * shares the first place.
 *
 * @param labels the classes of the test images
 * @param all the highest accuracy first; of equal ones the smaller network
 */
public record Standings(int[] labels, List<Standing> all) {
  private static final int MOST_NAMED = 6;

  /**
   * Images of a class that several networks take for the same other one.
   *
   * @param images how many of them at least two networks take for it
   * @param answers how many such answers there are, of all networks
   * @param networks how many say it of at least one image
   */
  public record Confusion(int label, int predicted, int images, int answers, int networks) {}

  /**
   * An image that many networks have wrong.
   *
   * @param image its place among the test images
   * @param wrong how many have it wrong
   * @param commonest the class that most of these say; -1 for one that the test does not have
   * @param answers how many say that
   */
  public record HardImage(int image, int wrong, int commonest, int answers) {}

  /**
   * @param labels the classes of the test images, 1 or more
   * @throws IllegalArgumentException if a network does not say one class for each image
   */
  public static Standings of(int[] labels, List<Judged> judged) {
    for (Judged one : judged) {
      if (one.predicted().length != labels.length) {
        throw new IllegalArgumentException(
            "each network says a class of each of %s images; received %s of %s."
                .formatted(labels.length, one.predicted().length, one.user()));
      }
    }
    List<Judged> sorted =
        judged.stream()
            .sorted(
                Comparator.comparingInt((Judged one) -> -one.countRight(labels))
                    .thenComparingLong(Judged::parameters)
                    .thenComparing(Judged::user))
            .toList();
    if (sorted.isEmpty()) {
      return new Standings(labels, List.of());
    }
    boolean[] best = sorted.getFirst().right(labels);
    List<McNemar> tests = sorted.stream().skip(1).map(other -> McNemar.of(best, other.right(labels))).toList();
    List<Verdict> verdicts = tests.isEmpty() ? List.of() : Holm.verdicts(tests);
    List<Standing> all = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      int right = sorted.get(i).countRight(labels);
      int place = 1 + (int) sorted.stream().filter(other -> other.countRight(labels) > right).count();
      Wilson accuracy = new Wilson(right, labels.length);
      all.add(
          new Standing(
              sorted.get(i),
              accuracy,
              place,
              i == 0 ? Optional.empty() : Optional.of(tests.get(i - 1)),
              i == 0 ? Optional.empty() : Optional.of(verdicts.get(i - 1))));
    }
    return new Standings(labels, List.copyOf(all));
  }

  /** Those that the best one is not significantly better than, and itself. */
  public List<Standing> first() {
    return all.stream().filter(Standing::sharesFirst).toList();
  }

  /** Who is best, and how sure that is, in a sentence. */
  public String verdict() {
    if (all.isEmpty()) {
      return "No network was judged.";
    }
    Standing best = all.getFirst();
    String user = best.judged().user();
    if (all.size() == 1) {
      return "Only %s was judged; there is nobody to compare with.".formatted(user);
    }
    String others = all.size() == 2 ? "the other one" : "each of the other %s".formatted(all.size() - 1);
    if (first().size() == 1) {
      return "%s is significantly better than %s.".formatted(user, others);
    }
    return "%s share the first place: %s has the highest accuracy, but is not significantly better than %s."
        .formatted(names(first()), user, first().size() == 2 ? first().get(1).judged().user() : "the others of them");
  }

  private static String names(List<Standing> some) {
    List<String> names = some.stream().map(one -> one.judged().user()).toList();
    if (names.size() > MOST_NAMED) {
      return "%s networks".formatted(names.size());
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** The images that most networks have wrong, and at least two of them (of a single network: its mistakes). */
  public List<HardImage> hardest(int most) {
    int least = Math.min(2, all.size());
    return IntStream.range(0, labels.length)
        .mapToObj(this::hard)
        .filter(image -> image.wrong() >= Math.max(1, least))
        .sorted(
            Comparator.comparingInt((HardImage image) -> -image.wrong()).thenComparingInt(image -> -image.answers()))
        .limit(most)
        .toList();
  }

  private HardImage hard(int image) {
    Map<Integer, Integer> said = new TreeMap<>();
    all.stream()
        .map(one -> one.judged().predicted()[image])
        .filter(predicted -> predicted != labels[image])
        .forEach(predicted -> said.merge(predicted, 1, Integer::sum));
    int wrong = said.values().stream().mapToInt(Integer::intValue).sum();
    int commonest =
        said.entrySet().stream().max(Map.Entry.<Integer, Integer>comparingByValue()).map(Map.Entry::getKey).orElse(-1);
    return new HardImage(image, wrong, commonest, said.getOrDefault(commonest, 0));
  }

  /** How many images all networks have wrong. */
  public int wrongOfAll() {
    return (int) IntStream.range(0, labels.length).filter(image -> hard(image).wrong() == all.size()).count();
  }

  /** Classes that are taken for another one, by the most networks first. */
  public List<Confusion> confusions(int most) {
    Map<List<Integer>, List<int[]>> found = new HashMap<>();
    for (int network = 0; network < all.size(); network++) {
      int[] predicted = all.get(network).judged().predicted();
      for (int image = 0; image < labels.length; image++) {
        if (predicted[image] != labels[image]) {
          found
              .computeIfAbsent(List.of(labels[image], predicted[image]), _ -> new ArrayList<>())
              .add(new int[] {network, image});
        }
      }
    }
    return found.entrySet().stream()
        .map(entry -> confusion(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt((Confusion one) -> -one.networks())
                .thenComparingInt(one -> -one.answers())
                .thenComparingInt(Confusion::label)
                .thenComparingInt(Confusion::predicted))
        .limit(most)
        .toList();
  }

  private static Confusion confusion(List<Integer> classes, List<int[]> answers) {
    Map<Integer, Long> byImage =
        answers.stream().collect(Collectors.groupingBy(answer -> answer[1], Collectors.counting()));
    return new Confusion(
        classes.get(0),
        classes.get(1),
        (int) byImage.values().stream().filter(count -> count > 1).count(),
        answers.size(),
        (int) answers.stream().mapToInt(answer -> answer[0]).distinct().count());
  }

  /** A table for a spreadsheet: a line for each network; a negative difference is behind the best. */
  public String csv() {
    List<List<?>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "place",
            "shares_first",
            "user",
            "run",
            "validation_accuracy",
            "test_accuracy",
            "low_95",
            "high_95",
            "right",
            "images",
            "difference",
            "difference_low_95",
            "difference_high_95",
            "p_mcnemar",
            "p_holm",
            "significantly_worse",
            "train_seconds",
            "parameters"));
    double[] adjusted =
        Holm.adjusted(all.stream().skip(1).mapToDouble(one -> one.behind().orElseThrow().p()).toArray());
    for (int i = 0; i < all.size(); i++) {
      rows.add(row(all.get(i), i == 0 ? "" : (Object) adjusted[i - 1]));
    }
    return Csv.text(rows);
  }

  private static List<?> row(Standing one, Object adjusted) {
    Interval interval = one.accuracy().interval();
    Optional<Interval> behind = one.behind().map(McNemar::interval);
    Judged judged = one.judged();
    return List.of(
        one.place(),
        one.sharesFirst(),
        judged.user(),
        judged.run(),
        number(judged.validation()),
        one.accuracy().accuracy(),
        interval.low(),
        interval.high(),
        one.accuracy().right(),
        one.accuracy().images(),
        one.behind().<Object>map(test -> 0 - test.difference()).orElse(""),
        behind.<Object>map(of -> 0 - of.high()).orElse(""),
        behind.<Object>map(of -> 0 - of.low()).orElse(""),
        one.behind().<Object>map(McNemar::p).orElse(""),
        adjusted,
        !one.sharesFirst(),
        number(judged.trainSeconds()),
        judged.parameters());
  }

  private static Object number(double value) {
    return Double.isNaN(value) ? "" : (Object) value;
  }
}
