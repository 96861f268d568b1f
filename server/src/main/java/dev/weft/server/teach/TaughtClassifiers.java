package dev.weft.server.teach;

import dev.weft.classifier.Classifier;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The networks that were asked last, ready to be asked again. */
final class TaughtClassifiers implements AutoCloseable {
  private static final int MOST = 8;

  private final Map<Path, Classifier> ready = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * The network of a run.
   *
   * @throws dev.weft.WeftException if it cannot be read
   */
  synchronized Classifier of(TaughtRun run) {
    Classifier known = ready.get(run.folder());
    if (known == null) {
      known = Classifier.load(run.folder());
      ready.put(run.folder(), known);
    }
    if (ready.size() > MOST) {
      Path oldest = ready.keySet().iterator().next();
      ready.remove(oldest).close();
    }
    return known;
  }

  @Override
  public synchronized void close() {
    ready.values().forEach(Classifier::close);
    ready.clear();
  }
}
