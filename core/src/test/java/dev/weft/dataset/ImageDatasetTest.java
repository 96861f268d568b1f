package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {
  // printf 'aa  a-file\nbb  b-file\n' | sha256sum
  @Test
  void itsChecksumIsThatOfItsFilesChecksums() {
    ImageSet set = ImageSet.of(new byte[1], new int[1], 1, 1, 1, List.of("cat"));
    ImageDataset dataset = new ImageDataset("pets", set, set, Map.of("b-file", "bb", "a-file", "aa"), "here");
    assertEquals("9df6386e88c8d1c03f57329b35622337aad0b76fd657aff74245bbda59685231", dataset.checksum());
  }
}
