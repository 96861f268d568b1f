package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.keras.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a run on their way from one machine to another: what one sends, the other has, whole and in an order in
 * which a run can go on from them.
 */
public final class RunCopy {
  /** The file from which a training goes on. */
  public static final String CHECKPOINT = RunFiles.CHECKPOINT;

  /** The checkpoint first: what is read after it is of the same epoch, or newer. */
  private static final List<String> WHILE_TRAINING =
      List.of(CHECKPOINT, RunFiles.HISTORY, RunFolder.EXPERIMENT, ProvenanceFile.NAME);

  private final Path folder;
  private final Map<String, Object> sent = new HashMap<>();

  /**
   * @param folder of a run
   */
  public RunCopy(Path folder) {
    this.folder = folder;
  }

  /**
   * The files of an unfinished run that changed since they were asked for last, by their names.
   *
   * @throws WeftException if one cannot be read
   */
  public Map<String, byte[]> changes() {
    return read(WHILE_TRAINING);
  }

  /**
   * All files of the run, finished or not, by their names.
   *
   * @throws WeftException if one cannot be read
   */
  public Map<String, byte[]> all() {
    sent.clear();
    return read(RunFiles.ALL);
  }

  private Map<String, byte[]> read(List<String> names) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object stamp = List.of(attributes.lastModifiedTime(), attributes.size());
        if (!stamp.equals(sent.put(name, stamp))) {
          files.put(name, Files.readAllBytes(file));
        }
      } catch (NoSuchFileException e) {
        sent.remove(name);
      } catch (IOException e) {
        throw WeftException.unreadable(file, e);
      }
    }
    return files;
  }

  /**
   * Writes files of the run into its folder. Those of a finished run replace its checkpoint.
   *
   * @throws WeftException if one cannot be written
   */
  public void write(Map<String, byte[]> files) {
    files.forEach((name, content) -> {
      if (RunFiles.ALL.contains(name) && !name.equals(RunFolder.METRICS)) {
        WholeFile.write(folder.resolve(name), out -> out.write(content));
      }
    });
    byte[] metrics = files.get(RunFolder.METRICS);
    if (metrics != null) {
      writeLast(metrics);
    }
  }

  /** It says that all is there, and where. */
  private void writeLast(byte[] metrics) {
    Path file = folder.resolve(RunFolder.METRICS);
    Map<String, Object> here = new LinkedHashMap<>(Json.read(metrics, file.toString()));
    here.put("run", folder.toString());
    WholeFile.write(file, Json.pretty(here));
    try {
      Files.deleteIfExists(RunFolder.checkpoint(folder));
    } catch (IOException e) {
      throw FolderLock.unwritable(folder, e);
    }
  }
}
