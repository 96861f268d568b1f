package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a file holds, as the library says that wrote it.
 *
 * @param parts of the samples, such as {@code TRAIN*6 TEST*3}; {@code -} for none
 * @param sha256 of the bytes of all images
 */
record ExpectedSource(String path, String classes, String labels, String parts, String shape, String sha256) {
  private static final Path TABLES = Path.of("src/test/resources/tables");

  static List<ExpectedSource> all(String file) throws IOException {
    return Files.readAllLines(TABLES.resolve(file)).stream()
        .map(line -> line.split("\t"))
        .map(of -> new ExpectedSource(of[0], of[1], of[2], of[3], of[4], of[5]))
        .toList();
  }

  void assertSame(ImageSource source) {
    List<SourceSample> samples = source.samples();
    assertEquals(classes, String.join(";", source.classNames()));
    assertEquals(
        labels, samples.stream().map(sample -> String.valueOf(sample.label())).collect(Collectors.joining(";")));
    assertEquals(eachPart(), samples.stream().map(sample -> sample.part().map(Enum::name).orElse("-")).toList());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      IntStream.range(0, samples.size())
          .mapToObj(source::read)
          .forEach(image -> {
            assertEquals(shape, shape(image));
            digest.update(image.pixels());
          });
      assertEquals(sha256, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shape(Image image) {
    return image.height() + "x" + image.width() + "x" + image.channels();
  }

  private List<String> eachPart() {
    List<String> all = new ArrayList<>();
    for (String part : parts.split(" ")) {
      String[] counted = part.split("\\*");
      all.addAll(Collections.nCopies(Integer.parseInt(counted[1]), counted[0]));
    }
    return all;
  }

  @Override
  public String toString() {
    return path;
  }
}
