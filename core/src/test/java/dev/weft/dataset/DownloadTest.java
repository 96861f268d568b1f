package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Server.Manner;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class DownloadTest {
  private final byte[] content = new byte[300_000];
  private final List<String> progress = new ArrayList<>();
  private final Download download = download(Duration.ofSeconds(20));
  private final Download impatient = download(Duration.ofSeconds(3));

  @TempDir Path folder;
  private Path part;

  @BeforeEach
  void writeFile() throws IOException {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 >>> 3);
    }
    Files.write(folder.resolve("file"), content);
    part = folder.resolve("part");
  }

  private Download download(Duration patience) {
    return new Download(
        patience,
        1 << 20,
        new Progress() {
          @Override
          public void bytes(String file, long done, long total) {
            progress.add(file + " " + done + "/" + total);
          }
        });
  }

  private static URI file(Server server) {
    return server.uri().resolve("file");
  }

  @Test
  void fetchesAFileAndTellsHowFarItIs() throws IOException {
    try (Server server = new Server(folder, Manner.GOOD)) {
      assertFalse(download.fetch(file(server), part));
    }
    assertArrayEquals(content, Files.readAllBytes(part));
    assertEquals("file 0/300000", progress.getFirst());
    assertEquals("file 300000/300000", progress.getLast());
  }

  @Test
  void goesOnWhereAnEarlierAttemptStopped() throws IOException {
    Files.write(part, Arrays.copyOf(content, 12_345));
    try (Server server = new Server(folder, Manner.GOOD)) {
      assertTrue(download.fetch(file(server), part));
      assertEquals(List.of("file bytes=12345-"), server.requests);
    }
    assertArrayEquals(content, Files.readAllBytes(part));
    assertEquals("file 12345/300000", progress.getFirst());
  }

  @Test
  void beginsAnewWhereTheServerCannotGoOn() throws IOException {
    Files.write(part, new byte[12_345]);
    try (Server server = new Server(folder, Manner.IGNORES_RANGES)) {
      download.fetch(file(server), part);
    }
    assertArrayEquals(content, Files.readAllBytes(part));
  }

  @Test
  void knowsThatNothingIsMissing() throws IOException {
    Files.write(part, content);
    try (Server server = new Server(folder, Manner.GOOD)) {
      download.fetch(file(server), part);
    }
    assertArrayEquals(content, Files.readAllBytes(part));
  }

  @Test
  void takesABrokenConnectionUpAgainAndKeepsWhatItGot() throws IOException {
    try (Server server = new Server(folder, Manner.BREAKS_OFF)) {
      var e = assertThrows(IOException.class, () -> download.fetch(file(server), part));
      assertEquals(file(server) + " broke off after 262500 bytes: Premature EOF", e.getMessage());
      assertEquals(List.of("file null", "file bytes=150000-", "file bytes=225000-"), server.requests);
    }
    assertArrayEquals(Arrays.copyOf(content, 262_500), Files.readAllBytes(part));
  }

  @Test
  void saysWhatTheServerAnswered() {
    try (Server server = new Server(folder, Manner.NOT_FOUND)) {
      var e = assertThrows(IOException.class, () -> download.fetch(file(server), part));
      assertEquals("the server answers 404 to " + file(server), e.getMessage());
    }
  }

  @Test
  void losesPatienceWithAServerThatIsSilent() {
    try (Server server = new Server(folder, Manner.SILENT)) {
      assertThrows(SocketTimeoutException.class, () -> impatient.fetch(file(server), part));
    }
  }

  @Test
  void losesPatienceWithAServerThatStalls() {
    try (Server server = new Server(folder, Manner.STALLS)) {
      var e = assertThrows(IOException.class, () -> impatient.fetch(file(server), part));
      assertEquals(file(server) + " broke off after 1 bytes: Read timed out", e.getMessage());
    }
  }

  @Test
  void takesNoMoreThanTheLimit() throws IOException {
    try (Server server = new Server(folder, Manner.ENDLESS)) {
      var e = assertThrows(IOException.class, () -> download.fetch(file(server), part));
      assertEquals(file(server) + " is larger than the 1048576 bytes it may have", e.getMessage());
    }
    assertTrue(Files.size(part) < 2 << 20);
  }
}
