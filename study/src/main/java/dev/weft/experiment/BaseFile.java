package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.modelfile.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The file of a network to begin with, as users name it. */
public final class BaseFile {
  /** What a run calls its model. */
  private static final String MODEL = "model.keras";

  private static final ScopedValue<Function<String, Optional<Path>>> RUNS = ScopedValue.newInstance();

  /** Copies that came from another machine, by their SHA-256. */
  private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

  private BaseFile() {}

  /**
   * Says where this process has a copy of a file that experiments begin with, which itself lies on another machine.
   *
   * @param sha256 of the file, as experiments have it
   */
  public static void copied(String sha256, Path copy) {
    COPIES.put(sha256, copy);
  }

  /** The copy of a file, or the file itself where there is none. */
  static Path copyOr(String sha256, Path file) {
    return sha256 == null ? file : COPIES.getOrDefault(sha256, file);
  }

  /**
   * What an action gives that knows runs by name, on its own thread.
   *
   * @param runs the folder of a run by what it is called; empty where runs have no names; throws a {@link
   *     WeftException} if there is no such run, or several
   */
  public static <T> T among(Function<String, Optional<Path>> runs, Supplier<T> action) {
    return ScopedValue.where(RUNS, runs).call(action::get);
  }

  /**
   * A model file, that of a run's folder, or that of a run of this name {@link #among} others.
   *
   * @param folder where paths begin
   * @param from a path, or what a run is called: its name, the beginning of its id, or {@code latest}
   * @return absolute; a file may be missing
   * @throws WeftException if there is no such run, or several
   * @throws java.nio.file.InvalidPathException if it can be no path
   */
  public static Path of(Path folder, String from) {
    Path path = folder.resolve(from).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return path.resolve(MODEL);
    }
    boolean isName = !Files.exists(path) && !ModelFiles.isNamed(from) && !from.matches("(?s).*[/\\\\].*");
    try {
      return isName && RUNS.isBound() ? RUNS.get().apply(from).map(BaseFile::model).orElse(path) : path;
    } catch (WeftException e) {
      throw new WeftException("there is no file %s; as a run: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static Path model(Path run) {
    return run.toAbsolutePath().normalize().resolve(MODEL);
  }
}
