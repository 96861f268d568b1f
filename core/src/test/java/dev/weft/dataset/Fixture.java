package dev.weft.dataset;

import dev.weft.SplitMix64;
import dev.weft.dataset.CatalogueEntry.DataFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small set of files in the form of MNIST's, and its entry as a catalogue would have it. */
final class Fixture {
  static final List<String> FILES =
      List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
  private static final List<String> NAMES = List.of("cat", "dog");
  private static final int TRAIN = 300;
  private static final int TEST = 40;

  private Fixture() {}

  /** Writes the four files; suffix: {@code ".gz"} or nothing. */
  static void write(Path folder, String suffix) throws IOException {
    Files.createDirectories(folder);
    Idx.write(set(TRAIN), folder.resolve(FILES.get(0) + suffix), folder.resolve(FILES.get(1) + suffix));
    Idx.write(set(TEST), folder.resolve(FILES.get(2) + suffix), folder.resolve(FILES.get(3) + suffix));
  }

  private static ImageSet set(int count) {
    byte[] pixels = new byte[count * 12];
    int[] labels = new int[count];
    SplitMix64 draws = SplitMix64.of(1, "fixture", count);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) draws.below(256);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = draws.below(2);
    }
    return ImageSet.of(pixels, labels, 3, 4, 1, NAMES);
  }

  static CatalogueEntry entry(String name, List<URI> mirrors, String debianPackage) {
    List<DataFile> files = new ArrayList<>();
    for (int f = 0; f < 4; f++) {
      ImageSet set = set(f < 2 ? TRAIN : TEST);
      boolean images = f % 2 == 0;
      files.add(
          new DataFile(
              FILES.get(f),
              Sha256.of(out -> {
                if (images) {
                  Idx.writeImages(set, out);
                } else {
                  Idx.writeLabels(set, out);
                }
              })));
    }
    return new CatalogueEntry(
        name, "", TRAIN, TEST, 3, 4, 1, NAMES, files, mirrors, Optional.ofNullable(debianPackage));
  }

  static byte[] content(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  static String sha256(byte[] content) {
    return Sha256.of(MemorySegment.ofArray(content));
  }
}
