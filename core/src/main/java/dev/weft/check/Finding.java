package dev.weft.check;

import java.util.List;

/**
 * Something about a data set that a person should know before a network learns it.
 *
 * @param kind what it is, one or a few words: {@code exact duplicates}
 * @param sentence what was found, with its count and by which measure
 * @param advice what to do about it
 * @param cases the samples that it is about, the worst first; samples that belong together, as copies do, are one case
 * @param leftOut samples without which the set is better; empty where a person has to decide
 */
public record Finding(
    String kind, Severity severity, String sentence, String advice, List<List<Integer>> cases, List<Integer> leftOut) {
  public Finding {
    cases = List.copyOf(cases);
    leftOut = List.copyOf(leftOut);
  }

  static Finding problem(String kind, String sentence, String advice, List<List<Integer>> cases) {
    return new Finding(kind, Severity.PROBLEM, sentence, advice, cases, List.of());
  }

  static Finding note(String kind, String sentence, String advice, List<List<Integer>> cases) {
    return new Finding(kind, Severity.NOTE, sentence, advice, cases, List.of());
  }

  Finding without(List<Integer> samples) {
    return new Finding(kind, severity, sentence, advice, cases, samples);
  }

  /** The samples of all cases. */
  public List<Integer> samples() {
    return cases.stream().flatMap(List::stream).toList();
  }

  /** Each sample as a case of its own. */
  static List<List<Integer>> alone(List<Integer> samples) {
    return samples.stream().map(List::of).toList();
  }
}
