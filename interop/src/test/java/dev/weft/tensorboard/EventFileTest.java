package dev.weft.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.source.TfRecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Instant MOMENT = Instant.ofEpochMilli(1500);

  /** As TensorBoard's own RecordWriter writes such an event, with its summary_v2.scalar_pb and data_class SCALAR. */
  private static final String GOLDEN =
      "36000000000000004f578cef09000000000000f83f10032a290a270a0a65706f63685f6c6f7373420a080112002a040000803e4a0d0a090a077363616c61727320016f88ddaa";

  @TempDir private Path folder;

  private void write(String owner, long... steps) {
    try (EventFile events = EventFile.begin(folder, owner)) {
      for (long step : steps) {
        events.write(step, MOMENT, List.of(new Scalar("epoch_loss", 0.25)));
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<byte[]> records(Path file) {
    List<byte[]> records = new ArrayList<>();
    TfRecordFile.read(file, (from, record) -> records.add(record));
    return records;
  }

  @Test
  void anEventHasTheBytesThatTensorBoardWrites() throws IOException {
    write("1a", 3);
    List<byte[]> records = records(files().getFirst());
    assertEquals(2, records.size(), "the first says the version");
    assertEquals(GOLDEN, HexFormat.of().formatHex(TfRecordFile.framed(records.get(1))));
  }

  @Test
  void eachEventIsThereBeforeTheFileIsClosed() throws IOException {
    try (EventFile events = EventFile.begin(folder, "1a")) {
      events.write(0, MOMENT, List.of(new Scalar("epoch_loss", Double.NaN)));
      assertEquals(2, records(files().getFirst()).size());
    }
  }

  @Test
  void theLastStepIsThatOfAllFilesOfAnOwner() throws IOException {
    write("1a", 0, 1, 4);
    write("1a", 2);
    write("2b", 9);
    assertEquals(OptionalLong.of(4), EventFile.lastStep(folder, "1a", "epoch_loss"));
    assertEquals(OptionalLong.empty(), EventFile.lastStep(folder, "1a", "epoch_accuracy"));
    assertEquals(OptionalLong.empty(), EventFile.lastStep(folder.resolve("none"), "1a", "epoch_loss"));
    assertEquals(3, files().size(), "each begins a file of its own, within the same second, too");
  }

  @Test
  void whatAKilledProcessWroteInPartDoesNotCount() throws IOException {
    write("1a", 0, 1);
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    for (int length = bytes.length - 1; length > bytes.length - 60; length--) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertEquals(OptionalLong.of(0), EventFile.lastStep(folder, "1a", "epoch_loss"), length + " bytes");
    }
  }

  @Test
  void aFolderOfOthersIsKnown() {
    assertFalse(EventFile.isOfOthers(folder, "1a"));
    write("2b", 0);
    assertTrue(EventFile.isOfOthers(folder, "1a"));
    write("1a", 0);
    assertFalse(EventFile.isOfOthers(folder, "1a"));
  }
}
