package dev.weft.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was asked for on the command line.
 *
 * @param values of the options that take one
 * @param resume whether to keep what was measured before
 * @param command as it was typed
 */
record Options(Map<String, String> values, boolean resume, String command) {
  private static final String RESUME = "--resume";

  /**
   * @throws IllegalArgumentException if an option is none, or lacks its value
   */
  static Options parse(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("--workloads", String.join(",", workloads()));
    values.put("--peers", Contestant.PEERS.stream().map(Contestant::key).collect(Collectors.joining(",")));
    values.put("--threads", "2");
    values.put("--epochs", "12");
    values.put("--seconds", "6");
    values.put("--rounds", "2");
    values.put("--images", "0");
    values.put("--out", "docs/performance.md");
    boolean resume = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).equals("--only") ? "--workloads" : words.get(i);
      if (word.equals(RESUME)) {
        resume = true;
      } else if (values.containsKey(word) && i + 1 < words.size()) {
        values.put(word, words.get(++i));
      } else {
        throw new IllegalArgumentException(
            "an option is %s, or one of %s with a value; received '%s'.".formatted(RESUME, values.keySet(), word));
      }
    }
    Options options = new Options(values, resume, ("bench/compare " + String.join(" ", words)).strip());
    options.check();
    return options;
  }

  private static List<String> workloads() {
    return Stream.concat(Stream.of(Workload.values()).map(Workload::key), Stream.of("growth")).toList();
  }

  private void check() {
    for (String workload : words("--workloads")) {
      if (workloads().stream().noneMatch(key -> chooses(workload, key))) {
        throw new IllegalArgumentException("a workload is one of %s; received '%s'.".formatted(workloads(), workload));
      }
    }
    for (String peer : words("--peers")) {
      if (!peer.equals("none") && Contestant.PEERS.stream().noneMatch(p -> p.isChosen(Set.of(peer)))) {
        throw new IllegalArgumentException(
            "a peer is one of %s, or none; received '%s'."
                .formatted(Contestant.PEERS.stream().map(Contestant::key).toList(), peer));
      }
    }
    for (String option : List.of("--threads", "--epochs", "--seconds", "--rounds")) {
      number(option, 1);
    }
    number("--images", 0);
  }

  /** The number of an option, at least {@code least}. */
  private int number(String option, int least) {
    String value = values.get(option);
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least) {
      throw new IllegalArgumentException(
          "%s takes a whole number, %s or more; received '%s'.".formatted(option, least, value));
    }
    return Integer.parseInt(value);
  }

  int number(String option) {
    return number(option, 0);
  }

  Set<String> words(String option) {
    return new TreeSet<>(List.of(values.get(option).toLowerCase(Locale.ROOT).split(",")));
  }

  boolean chooses(String workload) {
    return words("--workloads").stream().anyMatch(word -> chooses(word, workload));
  }

  /** {@code w8} is w8 and w8-augmented. */
  private static boolean chooses(String word, String workload) {
    return workload.equals(word) || workload.startsWith(word + "-");
  }
}
