package dev.weft.server.teach;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.run.BegunRun;
import dev.weft.run.PastRuns;
import dev.weft.run.RunFolder;
import dev.weft.server.teach.Lesson.ImagesOfClass;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's folder of a lesson: with the images that its network learned, and with what networks predicted of images that
 * they had not learned.
 */
record TaughtRun(Path folder) {
  private static final String HELD_OUT = "held-out.json";
  private static final String KEPT = "kept.json";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** What was kept where; of an empty id while the store is asked to take it. */
  record Kept(String id, String name) {}

  boolean isTrained() {
    return RunFolder.isFinished(folder);
  }

  Path model() {
    return folder.resolve(RunFolder.MODEL);
  }

  String name() {
    return BegunRun.read(folder).experiment().name();
  }

  /** The images that it learned, and those that were held out, by their classes. */
  List<ImagesOfClass> learned() {
    return Lesson.imagesIn(folder.resolve("images"));
  }

  void write(HeldOut heldOut) {
    WholeFile.write(folder.resolve(HELD_OUT), MAPPER.writeValueAsString(heldOut));
  }

  Optional<HeldOut> heldOut() {
    return read(folder.resolve(HELD_OUT), HeldOut.class);
  }

  /** Where it is kept, if it is. */
  Optional<Kept> kept() {
    return read(folder.resolve(KEPT), Kept.class).filter(kept -> !kept.id().isEmpty());
  }

  /** Whether a store may know the run, so that its folder must stay. */
  boolean mayBeKept() {
    return Files.exists(folder.resolve(KEPT));
  }

  private void write(Kept kept) {
    WholeFile.write(folder.resolve(KEPT), MAPPER.writeValueAsString(kept));
  }

  /**
   * Enters the run into a store, which then knows it as any other.
   *
   * @throws WeftException if the store cannot take it
   */
  Kept keep(String store, String user) {
    try (RunStore runs = RunStore.open(store)) {
      write(new Kept("", name())); // first: the server may be killed at any moment
      Kept kept = new Kept(PastRuns.enter(runs, folder, user), name());
      write(kept);
      return kept;
    }
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Files.exists(file) ? Optional.of(MAPPER.readValue(Files.readString(file), type)) : Optional.empty();
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }
}
