package dev.weft.server.model;

import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.dataset.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A network as it was read from its file, warmed up, and ready to be asked by many threads. */
public final class ModelVersion {
  /** Of an image: more than a camera has today; decoding as many takes about a second. */
  public static final long MOST_PIXELS = 50_000_000;

  private static final Duration WARMING = Duration.ofMillis(150);

  private final long number;
  private final Path file;
  private final String sha256;
  private final Classifier classifier;
  private final Instant loaded = Instant.now();
  private final Lease lease = new Lease();

  private ModelVersion(long number, Path file, String sha256, Classifier classifier) {
    this.number = number;
    this.file = file;
    this.sha256 = sha256;
    this.classifier = classifier;
  }

  /**
   * Reads and warms it.
   *
   * @throws WeftException if the file cannot be read, or its network cannot be asked about images
   */
  static ModelVersion read(Path file, long number) {
    String sha256 = Sha256.of(file);
    Classifier classifier = Classifier.load(file, ClassifierOptions.of().maxPixels(MOST_PIXELS));
    ModelVersion version = new ModelVersion(number, file, sha256, classifier);
    try {
      version.warm();
    } catch (RuntimeException | Error e) {
      classifier.close();
      throw e;
    }
    return version;
  }

  /** Asks about an image file until the virtual machine has compiled what is asked most. */
  private void warm() {
    byte[] image = image();
    long end = System.nanoTime() + WARMING.toNanos();
    do {
      classifier.classify(image);
    } while (System.nanoTime() < end);
  }

  private static byte[] image() {
    try (InputStream in = ModelVersion.class.getResourceAsStream("warming.png")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From 1 on; of a folder of versions its name there, else the how manieth reading of the file it is. */
  public long number() {
    return number;
  }

  public Path file() {
    return file;
  }

  /** SHA-256 of the file's bytes, in lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** When it was read. */
  public Instant loaded() {
    return loaded;
  }

  /** Only within {@link ServedModels#ask}. */
  public Classifier classifier() {
    return classifier;
  }

  /** Whether it may be used until {@link #leave}; false once it is retired. */
  boolean enter() {
    return lease.enter();
  }

  void leave() {
    lease.leave();
  }

  /** Closes it once those have left who use it. */
  void retire() {
    lease.close(classifier::close);
  }
}
