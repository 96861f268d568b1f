package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderLayoutTest {
  /** {@code train:cat} for each image in turn; {@code -} for one that has no place. */
  private static String places(String images) {
    List<String> names = List.of(images.split(" "));
    FolderLayout layout = FolderLayout.of(names);
    return IntStream.range(0, names.size())
        .mapToObj(i ->
            layout
                .place(i)
                .map(place -> place.part().map(part -> part.word() + ":").orElse("") + place.className())
                .orElse("-"))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a folder per class                         | cat/1 dog/2                                                | cat dog
          folders per part                           | train/cat/1 val/cat/2 test/dog/3                           | train:cat validation:cat test:dog
          other words for the parts                  | Training/cat/1 VALID/cat/2 dev/cat/2 Testing/dog/3         | train:cat validation:cat validation:cat test:dog
          words that go on                           | training_set/cat/1 training_set/dog/1 test_set/dog/2       | train:cat train:dog test:dog
          folders above                              | a/b/cat/1 a/b/dog/2                                        | cat dog
          folders above the parts                    | a/train/cat/1 a/test/dog/2                                 | train:cat test:dog
          a folder in each part                      | train/images/cat/1 train/images/dog/2 test/images/cat/3    | train:cat train:dog test:cat
          the part twice, as Intel's scenes          | seg_train/seg_train/sea/1 seg_test/seg_test/ice/2 pred/3   | train:sea test:ice -
          parts below several folders                | camera1/train/cat/1 camera2/test/dog/2                     | train:cat test:dog
          parts below each class                     | cat/train/1 cat/test/2 dog/train/3 dog/test/4              | train:cat test:cat train:dog test:dog
          only one part                              | train/cat/1 train/dog/2                                    | train:cat train:dog
          one part that has one class                | train/cat/1 train/dog/2 test/cat/3                         | train:cat train:dog test:cat
          a folder called test holds the whole       | test/train/cat/1 test/val/dog/2                            | train:cat validation:dog
          a class may be called as a part is         | train/1 bus/2 car/3                                        | train bus car
          the outermost folder is the class          | animal/cat/1 animal/2 plant/3                              | animal animal plant
          nested in a part                           | train/animal/cat/1 train/plant/oak/2 test/animal/dog/3     | train:animal train:plant test:animal
          an image outside                           | 1 cat/2 dog/3                                              | - cat dog
          an image directly in a part                | train/1 train/cat/2 train/dog/3 test/cat/4                 | - train:cat train:dog test:cat
          images without folders                     | 1 2                                                        | - -
          images in parts alone                      | train/1 test/2                                             | - -
          """)
  void findsClassesAndParts(String what, String images, String expected) {
    assertEquals(expected, places(images), what);
  }

  @Test
  void saysWhatItPassedOver() {
    List<String> notes = FolderLayout.of(List.of("0", "cat/1", "cat/old/2", "dog/3", "dog/old/4")).notes();
    assertEquals(
        List.of(
            "1 image lies in no folder of a class and is passed over: 0.",
            "2 images lie in folders within those of their classes, which count: cat/old/2, dog/old/4."),
        notes);
  }
}
