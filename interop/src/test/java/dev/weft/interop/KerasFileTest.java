package dev.weft.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.nn.Adam;
import dev.weft.nn.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasFileTest {
  @TempDir Path folder;

  static List<Golden> golden() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileOfKerasPredictsWhatKerasPredicts(Golden golden) throws IOException {
    KerasModel read = KerasFile.read(golden.in(folder));
    assertArrayEquals(golden.predictions(), golden.predict(read.model()), 2e-6f);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileOfKerasBringsOptimizerLossAndState(Golden golden) throws IOException {
    KerasModel read = KerasFile.read(golden.in(folder));
    assertEquals(Adam.of(0.001f), read.model().optimizer());
    assertEquals(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, read.model().loss());
    assertEquals(100, read.model().optimizerState().iterations());
  }

  @Test
  void aFileOfKerasHasClassesByNumberAndBytesDividedBy255() throws IOException {
    Metadata metadata = KerasFile.read(Golden.B_CNN.in(folder)).metadata();
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), metadata.classNames());
    assertEquals("rescale", metadata.scaling().name());
    assertEquals(784, metadata.scaling().scale().length);
  }
}
