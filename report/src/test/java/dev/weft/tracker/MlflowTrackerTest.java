package dev.weft.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.run.TrackedRun;
import dev.weft.store.Owner;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.StudyPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowTrackerTest {
  @TempDir private Path folder;

  static TrackedRun run(String name, Optional<StudyPlace> place) {
    Instant begun = Instant.ofEpochSecond(1_796_040_000);
    RunRecord record =
        new RunRecord(
            "1a2b3c4d",
            name,
            "rates",
            "",
            "strokes",
            RunState.RUNNING,
            "",
            begun,
            begun,
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            Owner.current(),
            "anna",
            place,
            "",
            new TreeSet<>(),
            Map.of("training.epochs", "2", "training.batch_size", "20"),
            Map.of(),
            Map.of());
    return new TrackedRun(record, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Path file(String kind, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(Path.of(kind, name))).findFirst().orElseThrow();
    }
  }

  private String tag(String name) throws IOException {
    return Files.readString(file("tags", name));
  }

  private void write(Optional<StudyPlace> place) {
    try (MlflowTracker tracker = new MlflowTracker(folder.resolve("mlruns").toString(), Map.of())) {
      tracker.write(run("rates-1", place));
    }
  }

  @Test
  void parametersThatAreMissingAreAdded() throws IOException {
    write(Optional.empty());
    Path missing = file("params", "training.batch_size");
    Path there = file("params", "training.epochs");
    Files.delete(missing);
    write(Optional.empty());
    assertEquals("20", Files.readString(missing));
    Files.writeString(there, "of another");
    write(Optional.empty());
    assertEquals("of another", Files.readString(there), "where all are there, none is written again");
  }

  @Test
  void aRunOfAStudyThatWasNotWrittenBeforeIsBelowIt() throws IOException {
    StudyPlace place = new StudyPlace("rates", "rates-1", OptionalInt.empty(), OptionalInt.empty());
    write(Optional.of(place));
    assertEquals("rates", tag("weft.study"));
    assertEquals("1a2b3c4d", tag("weft.run_id"));
    assertEquals(32, tag("mlflow.parentRunId").length());
  }

  @Test
  void whatRepeatsItShowsNoPassword() {
    try (MlflowTracker tracker = new MlflowTracker("http://anna:secret@localhost:5000/ml", Map.of())) {
      assertEquals("weft runs export mlflow http://localhost:5000/ml", tracker.again());
      assertEquals("MLflow (http://localhost:5000/ml)", tracker.place());
    }
  }
}
