package dev.weft.server.model;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.FileStamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * A network by its name. Its file is read anew when it changes; what was read before serves on until the new one is
 * ready, and also if the new one cannot be read.
 */
public final class ServedModel {
  /** How many readings of one file serve: the latest, and the one that some may still ask for by its number. */
  private static final int READINGS = 2;

  private final String name;
  private final Consumer<String> log;
  private final Map<Long, FileStamp> seen = new HashMap<>();
  private final Map<Long, FileStamp> read = new HashMap<>();
  private final SortedMap<Long, String> problems = new ConcurrentSkipListMap<>();
  private volatile List<ModelVersion> versions = List.of();
  private volatile long failures;
  private long readings;

  ServedModel(String name, Consumer<String> log) {
    this.name = name;
    this.log = log;
  }

  public String name() {
    return name;
  }

  /** Those that serve, the latest first; none while the first is read, or where it cannot be read. */
  public List<ModelVersion> versions() {
    return versions;
  }

  /**
   * Why a version's file does not serve as it is now, a sentence each without its folder; by the version, 0 for that of
   * a single file.
   */
  public SortedMap<Long, String> problems() {
    return problems;
  }

  /** How often a file could not be read. */
  public long failures() {
    return failures;
  }

  /**
   * Takes up what a file holds now, if it has changed and is no longer written to.
   *
   * @param first whether this is the server's first look, which does not wait for a second one
   */
  synchronized void look(ModelFile file, boolean first) {
    FileStamp now = FileStamp.of(file.path());
    FileStamp before = seen.put(file.version(), now);
    boolean rests = first || now.equals(before);
    if (rests && !now.equals(FileStamp.UNSURE) && !now.equals(read.get(file.version()))) {
      read(file, now);
    }
  }

  private void read(ModelFile file, FileStamp now) {
    boolean successive = file.version() == ModelFile.SUCCESSIVE;
    try {
      ModelVersion version = ModelVersion.read(file.path(), successive ? readings + 1 : file.version());
      if (!FileStamp.of(file.path()).equals(now)) {
        version.retire(); // it was written to meanwhile; the next look reads it
        return;
      }
      readings++;
      add(version, successive);
      log.accept("%s: version %s serves, read from %s.".formatted(name, version.number(), file.path()));
      problems.remove(file.version());
    } catch (WeftException | IllegalArgumentException e) {
      fail(file, now, e.getMessage());
      return;
    } catch (OutOfMemoryError e) {
      fail(file, now, file.path() + ": it needs more memory than the JVM may use; start it with a larger -Xmx.");
      return;
    } catch (RuntimeException | StackOverflowError e) {
      fail(
          file,
          now,
          "%s: it must be a model that Weft can run; it is not (%s); write it anew with 'weft train' or Keras."
              .formatted(file.path(), Quoted.message(e)));
      return;
    }
    read.put(file.version(), now);
  }

  private void fail(ModelFile file, FileStamp now, String problem) {
    if (!FileStamp.of(file.path()).equals(now)) {
      return; // it was written to meanwhile; the next look reads it
    }
    log.accept("%s: %s%s".formatted(name, problem, versions.isEmpty() ? "" : " What was read before serves on."));
    problems.put(file.version(), problem.replace(file.path().toString(), file.path().getFileName().toString()));
    read.put(file.version(), now);
    failures++;
  }

  /** Removes the versions whose files are gone; the last one serves on. */
  synchronized void keepOnly(Set<Long> found) {
    for (Long version : List.copyOf(read.keySet())) {
      if (!found.contains(version)) {
        problems.put(version, "its file is gone.");
        read.put(version, FileStamp.UNSURE); // so that it is read anew when it is back
        remove(version);
      }
    }
  }

  private void remove(long number) {
    List<ModelVersion> left = versions.stream().filter(version -> version.number() != number).toList();
    if (number == ModelFile.SUCCESSIVE || left.isEmpty()) {
      return;
    }
    read.remove(number);
    seen.remove(number);
    problems.remove(number);
    replace(left);
    log.accept("%s: version %s no longer serves; its file is gone.".formatted(name, number));
  }

  private void add(ModelVersion version, boolean successive) {
    List<ModelVersion> more = new ArrayList<>(List.of(version));
    versions.stream().filter(other -> other.number() != version.number()).forEach(more::add);
    more.sort(Comparator.comparing(ModelVersion::number).reversed());
    replace(successive && more.size() > READINGS ? more.subList(0, READINGS) : more);
  }

  private void replace(List<ModelVersion> now) {
    List<ModelVersion> before = versions;
    versions = List.copyOf(now);
    before.stream().filter(version -> !versions.contains(version)).forEach(ModelVersion::retire);
  }

  synchronized void close() {
    replace(List.of());
  }
}
