package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import dev.weft.store.UsualStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a network to begin with, as users name it. */
public final class BaseFile {
  /** What a run calls its model. */
  private static final String MODEL = "model.keras";

  private BaseFile() {}

  /**
   * A model file, that of a run's folder, or that of a run which the {@linkplain UsualStore usual store} knows by this
   * name or beginning of an id, or as {@code latest}.
   *
   * @param folder where paths begin
   * @param from a path, or what a run is called
   * @return absolute; a file may be missing
   * @throws WeftException if the store knows no such run, or several
   * @throws java.nio.file.InvalidPathException if it can be no path
   */
  public static Path of(Path folder, String from) {
    Path path = folder.resolve(from).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return path.resolve(MODEL);
    }
    boolean isName = !Files.exists(path) && !from.matches("(?i).*([/\\\\]|[.](keras|h5|hdf5))");
    return isName && isThere(UsualStore.place()) ? ofRun(from, path) : path;
  }

  private static boolean isThere(String store) {
    return store.startsWith("jdbc:") || Files.exists(Path.of(store));
  }

  private static Path ofRun(String name, Path path) {
    try (RunStore runs = RunStore.open(UsualStore.place())) {
      RunRecord run = runs.get(runs.find(name));
      Path model =
          run.folder()
              .map(folder -> folder.toAbsolutePath().normalize().resolve(MODEL))
              .filter(Files::exists)
              .orElseThrow(() ->
                  new WeftException(
                      "the run %s (%s) has no model here: it is not finished, or its folder is elsewhere."
                          .formatted(run.id(), run.name())));
      return model;
    } catch (WeftException e) {
      throw new WeftException("there is no file %s; as a run: %s".formatted(path, e.getMessage()), e);
    }
  }
}
