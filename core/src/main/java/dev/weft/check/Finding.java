package dev.weft.check;

import java.util.List;

/**
 * Something about a data set that a person should know before a network learns it.
 *
 * @param kind what it is, two or three words: {@code exact duplicates}
 * @param sentence what was found, with its count
 * @param advice what to do about it, one sentence
 * @param samples indices of the samples that it is about, the worst first
 */
public record Finding(String kind, String sentence, String advice, List<Integer> samples) {
  public Finding {
    samples = List.copyOf(samples);
  }
}
