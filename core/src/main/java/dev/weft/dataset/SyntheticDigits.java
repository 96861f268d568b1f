package dev.weft.dataset;

import dev.weft.SplitMix64;
import dev.weft.source.DataPart;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Digits that Weft draws itself, so that a first training needs no data. There are 10,000 images to train on and 2,000
 * to test on, as many of each digit. They are 28x28 grey bytes, white on black as in MNIST. Each is drawn from one of a
 * few shapes with its own pen, slant, size, rotation, bend and noise. The bytes depend on the seed alone: not on the
 * machine, the JDK or the number of threads.
 */
public final class SyntheticDigits {
  /** The seed of the set that {@link Datasets#load} returns. */
  public static final long SEED = 1;

  private static final int TRAIN = 10_000;
  private static final int TEST = 2_000;
  private static final int SIZE = 28;
  private static final int PIXELS = SIZE * SIZE;

  /** Drawn once in a process, as a study, a page or a program asks for the same images again and again. */
  private static SoftReference<ImageDataset> usual = new SoftReference<>(null);

  private SyntheticDigits() {}

  /** The set of {@link #SEED}. */
  static synchronized ImageDataset usual() {
    ImageDataset set = usual.get();
    if (set == null) {
      set = make(SEED);
      usual = new SoftReference<>(set);
    }
    return set;
  }

  /** Draws the set of a seed. */
  public static ImageDataset make(long seed) {
    CatalogueEntry entry = Catalogue.STROKES;
    ImageSet train = draw(seed, DataPart.TRAIN.word(), TRAIN);
    ImageSet test = draw(seed, DataPart.TEST.word(), TEST);
    Map<String, String> sha256 = new LinkedHashMap<>();
    sha256.put(entry.files().get(0).name(), Sha256.of(out -> Idx.writeImages(train, out)));
    sha256.put(entry.files().get(1).name(), Sha256.of(out -> Idx.writeLabels(train, out)));
    sha256.put(entry.files().get(2).name(), Sha256.of(out -> Idx.writeImages(test, out)));
    sha256.put(entry.files().get(3).name(), Sha256.of(out -> Idx.writeLabels(test, out)));
    return new ImageDataset(entry.name(), train, test, sha256, "drawn by Weft, seed " + seed);
  }

  private static ImageSet draw(long seed, String part, int count) {
    int[] labels = IntStream.range(0, count).map(i -> i % 10).toArray();
    SplitMix64.of(seed, part + " labels", 0).shuffle(labels);
    byte[] pixels = new byte[count * PIXELS];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> draw(labels[i], SplitMix64.of(seed, part, i), pixels, i * PIXELS));
    return ImageSet.of(pixels, labels, SIZE, SIZE, 1, Catalogue.STROKES.classNames());
  }

  /** Only exact arithmetic and StrictMath, in an order that never changes. */
  private static void draw(int digit, SplitMix64 draws, byte[] pixels, int offset) {
    List<DigitShape> ways = DigitShape.DIGITS.get(digit);
    DigitShape skeleton = ways.get(draws.below(ways.size()));
    DigitShape placed = skeleton.through(place(jitter(skeleton.points(), draws), draws));
    double[] ink = new double[PIXELS];
    double radius = draws.between(0.7, 1.9);
    double softness = draws.between(0.8, 1.6);
    for (int[] stroke : placed.strokes()) {
      double pressure = draws.between(-0.35, 0.35);
      double[][] line = placed.line(stroke);
      for (int i = 1; i < line.length; i++) {
        double along = (double) i / line.length - 0.5;
        ink(line[i - 1], line[i], radius * (1 + pressure * along), softness, ink);
      }
    }
    double strength = draws.between(170, 255);
    double noise = draws.between(0, 14);
    for (int p = 0; p < PIXELS; p++) {
      double value = strength * ink[p] + noise * bell(draws);
      pixels[offset + p] = (byte) Math.max(0, Math.min(255, (int) (value + 0.5)));
    }
  }

  private static double[][] jitter(double[][] points, SplitMix64 draws) {
    double[][] moved = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      moved[i] = new double[] {points[i][0] + 4 * bell(draws), points[i][1] + 4 * bell(draws)};
    }
    return moved;
  }

  /** Bends the points, slants, scales and turns them, and puts them into the image, in pixels. */
  private static double[][] place(double[][] points, SplitMix64 draws) {
    double[] bend = new double[8];
    for (int i = 0; i < bend.length; i++) {
      bend[i] = 0.18 * bell(draws);
    }
    double height = draws.between(14, 20);
    double width = height * draws.between(0.5, 0.85);
    double slant = 0.15 + 0.2 * bell(draws);
    double angle = 0.12 * bell(draws);
    double sin = StrictMath.sin(angle);
    double cos = StrictMath.cos(angle);
    double centreX = SIZE / 2.0 + bell(draws);
    double centreY = SIZE / 2.0 + bell(draws);
    double[][] placed = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      double u = points[i][0] / 100 - 0.5;
      double v = points[i][1] / 100 - 0.5;
      double x = width * (u + bend[0] * u * u + bend[1] * u * v + bend[2] * v * v + 2 * bend[3] * v * v * v);
      double y = height * (v + bend[4] * u * u + bend[5] * u * v + bend[6] * v * v + 2 * bend[7] * u * u * u);
      x -= slant * y;
      placed[i] = new double[] {centreX + cos * x - sin * y, centreY + sin * x + cos * y};
    }
    return placed;
  }

  /** Inks what lies nearer to the line from a to b than the radius, softly at the rim; ink: (28, 28), from 0 to 1. */
  private static void ink(double[] a, double[] b, double radius, double softness, double[] ink) {
    double reach = radius + softness / 2 + 1e-9; // farther off there is no ink
    int left = Math.max(0, (int) (Math.min(a[0], b[0]) - reach));
    int right = Math.min(SIZE - 1, (int) (Math.max(a[0], b[0]) + reach));
    int top = Math.max(0, (int) (Math.min(a[1], b[1]) - reach));
    int bottom = Math.min(SIZE - 1, (int) (Math.max(a[1], b[1]) + reach));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double square = squaredDistance(x + 0.5, y + 0.5, a, b);
        if (square < reach * reach) {
          double depth = (radius - Math.sqrt(square)) / softness + 0.5;
          ink[y * SIZE + x] = Math.max(ink[y * SIZE + x], Math.min(1, depth));
        }
      }
    }
  }

  private static double squaredDistance(double x, double y, double[] a, double[] b) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double square = dx * dx + dy * dy;
    double along = square == 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / square;
    double t = Math.max(0, Math.min(1, along));
    double ex = x - a[0] - t * dx;
    double ey = y - a[1] - t * dy;
    return ex * ex + ey * ey;
  }

  /** Nearly normal, mean 0 and deviation 1: the sum of four even draws. */
  private static double bell(SplitMix64 draws) {
    double sum = draws.between(-1, 1) + draws.between(-1, 1) + draws.between(-1, 1) + draws.between(-1, 1);
    return sum * 0.8660254037844386; // sqrt(3 / 4)
  }

  static List<FileCheck> verify() {
    Map<String, String> received = make(SEED).sha256();
    return Catalogue.STROKES.files().stream()
        .map(file ->
            new FileCheck(
                file.name(),
                received.get(file.name()).equals(file.sha256())
                    ? Optional.empty()
                    : Optional.of(
                        "%s of strokes must have the SHA-256 %s; received %s; please report it."
                            .formatted(file.name(), file.sha256(), received.get(file.name())))))
        .toList();
  }
}
