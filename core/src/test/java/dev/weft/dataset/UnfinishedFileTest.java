package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFileTest {
  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aFileGetsItsNameWhenItIsWhole() throws IOException {
    Path name = folder.resolve("large");
    try (UnfinishedFile file = UnfinishedFile.begin(name)) {
      file.channel().write(ByteBuffer.wrap(new byte[] {1, 2}));
      assertFalse(Files.exists(name));
      file.rename(name);
    }
    assertEquals(List.of(name), files());
    assertEquals(2, Files.size(name));
  }

  @Test
  void whatIsNotRenamedIsDeleted() throws IOException {
    UnfinishedFile.begin(folder.resolve("large")).close();
    assertEquals(List.of(), files());
  }

  @Test
  void aFileThatIsBeingWrittenIsNoLeftOverAndOneThatNobodyWritesIs() throws IOException {
    Path path;
    try (UnfinishedFile file = UnfinishedFile.begin(folder.resolve("large"))) {
      path = file.path();
      assertFalse(UnfinishedFile.isLeftOver(path));
      new CacheFolder(folder, "large", 1).tidy(folder.resolve("other"));
      assertEquals(List.of(path), files());
    }
    Files.write(path, new byte[1]);
    assertTrue(UnfinishedFile.isLeftOver(path));
    assertFalse(UnfinishedFile.isLeftOver(Files.write(folder.resolve("whole"), new byte[1])));
  }

  @Test
  void aNamelessFileNeedsItsSpace() {
    assertThrows(IOException.class, () -> UnfinishedFile.nameless("weft-test-", Long.MAX_VALUE));
  }
}
