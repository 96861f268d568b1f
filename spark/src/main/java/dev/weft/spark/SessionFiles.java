package dev.weft.spark;

import dev.weft.Folders;
import dev.weft.WeftException;
import dev.weft.dataset.DatasetFile;
import dev.weft.dataset.ImageDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/**
 * The files of a session that each executor gets once, when its first task begins. They stay until the session ends, as
 * an executor may come at any time.
 */
final class SessionFiles {
  private static final Map<String, SessionFiles> KNOWN = new ConcurrentHashMap<>();

  private final SparkContext context;
  private final Path folder;
  private final Map<String, SharedFile> bySha256 = new HashMap<>();

  private SessionFiles(SparkContext context) {
    this.context = context;
    try {
      folder = Files.createTempDirectory("weft-session-");
    } catch (IOException e) {
      throw WeftException.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
    context.addSparkListener(
        new SparkListener() {
          @Override
          public void onApplicationEnd(SparkListenerApplicationEnd end) {
            delete();
          }
        });
  }

  static SessionFiles of(SparkContext context) {
    return KNOWN.computeIfAbsent(context.applicationId(), _ -> new SessionFiles(context));
  }

  /**
   * Shares a data set.
   *
   * @throws WeftException if there is no space for its file
   */
  synchronized SharedFile add(ImageDataset set) {
    Path file = folder.resolve("set");
    return share(file, DatasetFile.write(set, file));
  }

  /**
   * Shares a copy of a file.
   *
   * @param sha256 of its content
   * @throws WeftException if it cannot be copied
   */
  synchronized SharedFile add(Path file, String sha256) {
    if (bySha256.containsKey(sha256)) {
      return bySha256.get(sha256);
    }
    Path copy = folder.resolve("file");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
    return share(copy, sha256);
  }

  /** In a session, one name is one file. */
  private SharedFile share(Path file, String sha256) {
    return bySha256.computeIfAbsent(
        sha256,
        _ -> {
          Path named = file.resolveSibling("weft-" + sha256);
          try {
            Files.move(file, named);
          } catch (IOException e) {
            throw WeftException.unwritable(named, e);
          }
          context.addFile(named.toUri().toString());
          return new SharedFile(named.getFileName().toString(), sha256);
        });
  }

  private void delete() {
    KNOWN.remove(context.applicationId());
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      // the system deletes temporary files
    }
  }
}
