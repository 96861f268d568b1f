package dev.weft.server.teach;

import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.server.model.Lease;
import dev.weft.server.model.ModelVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The networks that were asked last, ready to be asked again. */
final class TaughtClassifiers implements AutoCloseable {
  private static final int MOST = 8;

  private final LinkedHashMap<Path, Ready> ready = new LinkedHashMap<>(MOST, 0.75f, true);

  /** A network that is read when it is first asked, and closed when nobody asks it any more. */
  private static final class Ready {
    private final Path run;
    private final Lease lease = new Lease();
    private Classifier classifier;

    Ready(Path run) {
      this.run = run;
    }

    /** Only between entering and leaving. */
    synchronized Classifier classifier() {
      if (classifier == null) {
        classifier = Classifier.load(run, ClassifierOptions.of().maxPixels(ModelVersion.MOST_PIXELS));
      }
      return classifier;
    }

    void retire() {
      lease.close(() -> {
        if (classifier != null) {
          classifier.close();
        }
      });
    }
  }

  /**
   * What the network of a run says of an image file.
   *
   * @throws dev.weft.WeftException if the network or the image cannot be read
   */
  Classification classify(TaughtRun run, byte[] image) {
    Ready network = entered(run.folder());
    try {
      return network.classifier().classify(image);
    } finally {
      network.lease.leave();
    }
  }

  private Ready entered(Path run) {
    Ready network;
    do {
      network = of(run);
    } while (!network.lease.enter());
    return network;
  }

  private Ready of(Path run) {
    Ready network;
    Optional<Ready> oldest = Optional.empty();
    synchronized (ready) {
      network = ready.computeIfAbsent(run, Ready::new);
      if (ready.size() > MOST) {
        oldest = Optional.of(ready.pollFirstEntry().getValue());
      }
    }
    oldest.ifPresent(Ready::retire); // which may take as long as an answer, so others need not wait
    return network;
  }

  @Override
  public void close() {
    List<Ready> all;
    synchronized (ready) {
      all = List.copyOf(ready.values());
      ready.clear();
    }
    all.forEach(Ready::retire);
  }
}
