package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.store.Query;
import dev.weft.store.RunStore;
import dev.weft.study.RunEvent.StudyBegan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {
  @TempDir private Path folder;

  private final List<RunEvent> events = new CopyOnWriteArrayList<>();
  private final Study study = Tiny.study(Tiny.BASE + "grid: { training.batch_size: [20, 40] }\n");

  private StudyRunner runner() {
    return StudyRunner.of(study)
        .folder(folder.resolve("study"))
        .workers(2, 2)
        .store(folder.resolve("runs.db").toString(), "ada")
        .events(events::add);
  }

  @Test
  void everyTrainingIsCarriedOutAndRecorded() {
    StudyResults results = runner().run().orElseThrow();
    assertEquals(2, results.trials().size());
    StudyBegan began = assertInstanceOf(StudyBegan.class, events.getFirst());
    assertEquals(new StudyBegan(study, folder.resolve("study"), 2, 2, false), began);
    try (RunStore runs = RunStore.open(folder.resolve("runs.db").toString())) {
      assertEquals(2, runs.list(Query.of(List.of("id"))).rows().size());
    }
  }

  @Test
  void aStudyThatIsStoppedGoesOn() {
    assertTrue(runner().stop(() -> true).run().isEmpty());
    assertEquals(2, runner().resume(true).run().orElseThrow().trials().size());
    assertTrue(Files.exists(folder.resolve("study/results.json")));
  }
}
