package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pickles are written by sources.py. */
class PicklesTest {
  private static final Path FILES = Path.of("src/test/resources/sources");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyProtocolIsRefused(int protocol) {
    String name = "protocol" + protocol + ".pickle";
    assertEquals(
        "data must be read without running it; '"
            + name
            + "' is a Python pickle, which may run any program when it is"
            + " read; save the arrays with numpy.savez, or the images in a folder per class.",
        assertThrows(WeftException.class, () -> Sources.open(FILES.resolve(name), SourceOptions.NONE)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "cifar-10-batches-py/data_batch_1, cifar-10-binary.tar.gz",
    "cifar-100-python/train, cifar-100-binary.tar.gz"
  })
  void thePythonVersionOfCifarIsRefusedWithTheFileToTake(String name, String take) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.copy(FILES.resolve("protocol2.pickle"), folder.resolve(name));
    String message = assertThrows(WeftException.class, () -> Sources.open(folder, SourceOptions.NONE)).getMessage();
    assertEquals(take + ".", message.substring(message.lastIndexOf(' ') + 1));
  }
}
