package dev.weft.server.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Progress;
import dev.weft.dataset.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  @TempDir private Path folder;
  private Path test;
  private Path model;
  private HandIn annas;
  private Judge judge;

  @BeforeEach
  void annaHandsIn() throws IOException {
    test = MadeClass.test(folder.resolve("test"), 0);
    model = MadeClass.model(folder.resolve("model.keras"), 100, 1);
    annas = handIn(model);
    ClassSettings settings = MadeClass.settings(test, folder.resolve("class"), null);
    judge = new Judge(ClassTest.load(settings.task(), settings.test(), null, Progress.NONE), Duration.ofMinutes(1));
  }

  private static HandIn handIn(Path model) {
    return new HandIn("anna", Instant.EPOCH, 1, "", "mine", Sha256.of(model), null);
  }

  private String trouble() {
    return assertThrows(WeftException.class, () -> judge.judge(annas, model, () -> false)).getMessage();
  }

  @Test
  void whatIsStoppedBetweenItsImagesHasNoJudgement() {
    AtomicInteger asked = new AtomicInteger();
    assertEquals(Optional.empty(), judge.judge(annas, model, () -> asked.incrementAndGet() > 2));
    assertEquals(3, asked.get(), "it goes on after it was stopped");
    Judgement whole = judge.judge(annas, model, () -> false).orElseThrow();
    assertTrue(!whole.isRefused() && whole.predicted().length == MadeClass.IMAGES, whole.refusal());
  }

  @Test
  void troubleOfTheServerIsNoJudgement() throws IOException {
    Path elsewhere = Files.move(test, folder.resolve("elsewhere"));
    assertTrue(trouble().contains(test.toString()));
    Files.move(elsewhere, test);
    assertThrows(
        OutOfMemoryError.class,
        () ->
            judge.judge(
                annas,
                model,
                () -> {
                  throw new OutOfMemoryError("made up");
                }));
    Files.write(model, new byte[] {1});
    assertTrue(trouble().contains("must be as it was handed in"));
    Files.delete(model);
    assertTrue(trouble().contains("there is no file"));
  }

  @Test
  void testImagesThatChangedSinceTheStartAreNotTaken() throws IOException {
    Files.delete(test.resolve(MadeClass.STROKES.train().classNames().getFirst()).resolve("new-0000.png"));
    assertTrue(trouble().contains("must have the test images that the class began with"), trouble());
  }

  @Test
  void aRefusalHasNoPathOfTheServer() throws IOException {
    Files.write(model, new byte[] {1, 2, 3});
    Judgement refused = judge.judge(handIn(model), model, () -> false).orElseThrow();
    assertTrue(refused.refusal().startsWith("the file: it is no model file"), refused.refusal());
    assertFalse(refused.refusal().contains(folder.toString()), refused.refusal());
  }
}
