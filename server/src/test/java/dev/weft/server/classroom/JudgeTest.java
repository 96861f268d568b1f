package dev.weft.server.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  private static final HandIn ANNAS = new HandIn("anna", Instant.EPOCH, 1, "", "mine", "", null);

  @TempDir private Path folder;

  @Test
  void whatIsStoppedBetweenItsImagesHasNoJudgement() throws IOException {
    Path test = MadeClass.test(folder.resolve("test"), 0);
    Path model = MadeClass.model(folder.resolve("model.keras"), 100, 1);
    ClassSettings settings = MadeClass.settings(test, folder.resolve("class"), null);
    Judge judge =
        new Judge(ClassTest.load(settings.task(), settings.test(), null, Progress.NONE), Duration.ofMinutes(1));
    AtomicInteger asked = new AtomicInteger();
    assertEquals(Optional.empty(), judge.judge(ANNAS, model, () -> asked.incrementAndGet() > 2));
    assertEquals(3, asked.get(), "it goes on after it was stopped");
    Judgement whole = judge.judge(ANNAS, model, () -> false).orElseThrow();
    assertTrue(!whole.isRefused() && whole.predicted().length == MadeClass.IMAGES, whole.refusal());
  }
}
