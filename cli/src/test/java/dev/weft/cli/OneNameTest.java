package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.Monitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics, the parts of the data and the figures of an epoch have their names in one place each. */
class OneNameTest {
  private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\n])*)\"");

  /** Files in which such a word is the name of something else. */
  private static final Set<String> NAMES_OF_OTHERS =
      Set.of(
          "config/OtherNames.java", // what Keras and people write
          "config/Synonyms.java",
          "model/Schedule.java", // an argument
          "experiment/DataSource.java", // settings of an experiment
          "experiment/Experiment.java",
          "experiment/ExperimentFile.java",
          "experiment/SettingHints.java",
          "experiment/OwnData.java",
          "experiment/Validation.java",
          "comparison/SettingsTable.java",
          "run/RunSettings.java",
          "dataset/DatasetFolder.java", // files of data sets
          "options/ExperimentOptions.java",
          "train/TrainCommand.java", // a command
          "live/Trainings.java",
          "cli/Weft.java",
          "cli/FirstUse.java");

  /** Packages of others' names: Keras's keys, and folders, columns and arrays of anybody's data. */
  private static final Set<String> PACKAGES_OF_OTHERS = Set.of("keras/", "source/");

  /** Where the names are. */
  private static final Set<String> THE_PLACES = Set.of("source/DataPart.java", "train/EpochResult.java");

  private static Set<String> names() {
    Stream<String> metrics = Stream.of(Metric.values()).map(Metric::key);
    Stream<String> onParts = Stream.of(Metric.values()).flatMap(metric -> Stream.of(DataPart.values()).map(metric::on));
    Stream<String> epochs =
        Stream.concat(Stream.of(EpochResult.LEARNING_RATE), Stream.of(Monitor.values()).map(Monitor::toString));
    Stream<String> parts = Stream.of(DataPart.values()).map(DataPart::word);
    return Stream.of(metrics, onParts, epochs, parts).flatMap(names -> names).collect(Collectors.toSet());
  }

  @Test
  void noFileSpellsThemOut() throws IOException {
    Set<String> names = names();
    Set<String> spelt = new TreeSet<>();
    for (Path file : sources()) {
      String place = file.getParent().getFileName() + "/" + file.getFileName();
      Matcher literal = LITERAL.matcher(Files.readString(file));
      while (literal.find()) {
        boolean isOurs =
            PACKAGES_OF_OTHERS.stream().noneMatch(place::startsWith)
                && !NAMES_OF_OTHERS.contains(place)
                && !THE_PLACES.contains(place);
        if (isOurs && names.contains(literal.group(1))) {
          spelt.add(place + ": " + literal.group());
        }
      }
    }
    assertEquals(Set.of(), spelt, "say Metric, Monitor, EpochResult or DataPart instead");
  }

  private static List<Path> sources() {
    return Stream.of("core", "interop", "study", "explain", "report", "server", "cli")
        .flatMap(module -> below(Path.of("..", module, "src/main/java")))
        .toList();
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
