package dev.weft.cli.completion;

import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.ExperimentFile;
import dev.weft.study.Reproduction;
import dev.weft.zoo.Family;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What a shell may propose for a value.
 *
 * @param words values that Weft knows
 * @param files whether it may be a file or a folder
 */
record Suggestions(List<String> words, boolean files) {
  /** Labels of values that are files or folders, or begin with one. */
  private static final String FILES = ".*(FILE|DIR|PATH(?!=)|FOLDER|MODEL|RUN|STUDY|IMAGE).*";

  static final Suggestions NONE = new Suggestions(List.of(), false);

  static Suggestions of(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    }
    words.addAll(known(argument.paramLabel()));
    boolean isFile = argument.type().equals(Path.class) || argument.paramLabel().matches(FILES);
    return new Suggestions(words, isFile);
  }

  /** The built-in things that a label stands for. */
  private static List<String> known(String label) {
    return switch (label) {
      case "NAME|FILE", "MODEL|NAME|FILE" -> ExperimentFile.BUILT_IN;
      case "NAME|PATH" -> Datasets.catalogue().stream().map(CatalogueEntry::name).toList();
      case "NETWORK" -> Family.keys();
      case "REPORT" -> Reproduction.LETTERS;
      case "KIND" -> List.of("experiment", "study");
      case "SHELL" -> List.copyOf(CompletionCommand.SHELLS.keySet());
      default -> List.of();
    };
  }

  /** Either, where an argument may be one or the other. */
  Suggestions or(Suggestions other) {
    Set<String> all = new TreeSet<>(words);
    all.addAll(other.words);
    return new Suggestions(List.copyOf(all), files || other.files);
  }
}
