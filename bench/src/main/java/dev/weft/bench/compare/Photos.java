package dev.weft.bench.compare;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Image files for {@link Workload#W11}: JPEG files of 256x256 pixels of the first five classes, a folder a class. */
final class Photos {
  static final int CLASSES = 5;

  private static final int SIDE = 256;
  private static final int NOISE = 24;

  private Photos() {}

  /** Writes so many images into a folder, unless it is there. */
  static void write(Path folder, String dataset, int images) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path unfinished = folder.resolveSibling(folder.getFileName() + "-unfinished");
    ImageSet set = Datasets.load(dataset, null, Progress.NONE).train();
    SplittableRandom random = new SplittableRandom(1);
    int written = 0;
    for (int i = 0; written < images; i++) {
      if (set.label(i) < CLASSES) {
        Path of = Files.createDirectories(unfinished.resolve("class-" + set.label(i)));
        ImageIO.write(photo(set.image(i), set.height(), random), "jpg", of.resolve(written++ + ".jpg").toFile());
      }
    }
    Files.move(unfinished, folder);
  }

  /** The grey image in a colour of its own, with noise, so that decoding is as much work as a photograph's. */
  private static BufferedImage photo(byte[] grey, int side, SplittableRandom random) {
    BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int[] share = {random.nextInt(128, 256), random.nextInt(128, 256), random.nextInt(128, 256)};
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int value = grey[y * side / SIDE * side + x * side / SIDE] & 0xff;
        int rgb = 0;
        for (int of : share) {
          rgb = rgb << 8 | Math.clamp(value * of / 255 + random.nextInt(NOISE), 0, 255);
        }
        photo.setRGB(x, y, rgb);
      }
    }
    return photo;
  }
}
