package dev.weft.check;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.image.Preparation;
import java.util.List;
import java.util.stream.IntStream;

/** Images to be shown: as they are if all of the set have one small size, else padded to a square of 64 pixels. */
final class Thumbnails {
  private static final int SIDE = 64;

  private Thumbnails() {}

  static ImageSet of(Survey survey, List<Integer> samples) {
    ImageSet small = survey.small();
    int height = survey.showsWhole() ? small.height() : SIDE;
    int width = survey.showsWhole() ? small.width() : SIDE;
    Preparation preparation = Preparation.padded(height, width, small.channels());
    byte[] pixels = new byte[samples.size() * preparation.features()];
    IntStream.range(0, samples.size())
        .parallel()
        .forEach(at -> {
          byte[] image = image(survey, samples.get(at), preparation);
          System.arraycopy(image, 0, pixels, at * image.length, image.length);
        });
    int[] labels = samples.stream().mapToInt(survey::label).toArray();
    return ImageSet.of(pixels, labels, height, width, small.channels(), survey.classNames());
  }

  private static byte[] image(Survey survey, int sample, Preparation preparation) {
    try {
      return preparation.apply(survey.source().read(sample, preparation.height(), preparation.width()));
    } catch (WeftException e) {
      return new byte[preparation.features()]; // it could be read before; the page shows it black
    }
  }
}
