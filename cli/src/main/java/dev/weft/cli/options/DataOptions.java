package dev.weft.cli.options;

import dev.weft.WeftException;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where data sets are. */
public final class DataOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The folder that holds the data set, in DIR/NAME or DIR itself; no other is looked into.")
  private Path folder;

  /** A command may open the same images several times. */
  private final Set<String> noted = ConcurrentHashMap.newKeySet();

  /**
   * The folder that the user named, or null.
   *
   * @throws WrongUse if it is none
   */
  public Path folder() {
    boolean empty = folder != null && folder.toString().isEmpty(); // which Java takes for the current folder
    if (folder != null && (empty || !Files.isDirectory(folder))) {
      throw new WrongUse(
          spec, "--data-dir must be a folder; received " + (empty ? "nothing" : folder) + "; check the path.");
    }
    return folder;
  }

  /** Whether the user named a folder for this command. */
  public boolean isNamed() {
    return folder != null;
  }

  /** As it has to be typed again. */
  public String again() {
    return folder == null ? "" : Again.option("--data-dir", folder);
  }

  /**
   * What is known of a data set.
   *
   * @throws WrongUse if there is none of this name
   */
  public CatalogueEntry entry(String name) {
    try {
      return Datasets.entry(name);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  /**
   * Finds or fetches a data set.
   *
   * @param orStrokes whether the built-in set may take its place where it cannot be had
   */
  public ImageDataset load(String name, boolean orStrokes, Terminal terminal) {
    CatalogueEntry entry = entry(name);
    if (folder() != null && entry.mirrors().isEmpty()) {
      terminal.note(name + " needs no file; nothing is read from --data-dir " + folder + ".");
    }
    return orStrokes ? Datasets.loadOrStrokes(name, folder(), terminal) : Datasets.load(name, folder(), terminal);
  }

  /**
   * Finds, fetches or opens a data set; what was understood of one's own images is noted.
   *
   * @param orStrokes whether the built-in set may take the place of a named one where it cannot be had
   */
  public ImageDataset load(DataSource source, boolean orStrokes, Terminal terminal) {
    if (!source.isOwn()) {
      return source.divided(load(source.dataset(), orStrokes, terminal));
    }
    ImageDataset set = source.load(folder(), terminal);
    set.summary().stream().filter(noted::add).forEach(terminal::note);
    return set;
  }

  /**
   * The data set of a run that is past.
   *
   * @param sha256 the checksum that it had
   * @throws WeftException if it cannot be had, or if one's own images are not those of the run any more
   */
  public ImageDataset again(DataSource source, String sha256, Terminal terminal) {
    if (!source.isOwn()) {
      return source.divided(load(source.dataset(), false, terminal));
    }
    ImageDataset set = source.load(folder(), terminal);
    if (!set.checksum().equals(sha256)) {
      throw new WeftException(
          "the images in %s are not those of the run any more; put those back, or train anew."
              .formatted(source.path()));
    }
    return set;
  }

  /**
   * What a user calls a data set or a path to images of one's own.
   *
   * @throws WrongUse if it is neither
   */
  public DataSource source(String nameOrPath) {
    if (!Datasets.isNamed(nameOrPath) && exists(nameOrPath)) {
      return DataSource.own(Path.of(nameOrPath));
    }
    return DataSource.named(entry(nameOrPath).name());
  }

  /** Whether something lies at a path. */
  static boolean exists(String path) {
    try {
      return !path.isBlank() && Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
