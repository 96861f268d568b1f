package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.source.DataPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochResultTest {
  private static final EpochResult VALIDATED = new EpochResult(0, 0.1, 2.5, 0.125, 2.25, 0.25, 1.5);
  private static final EpochResult NOT_VALIDATED = new EpochResult(1, 1e-5, 1.5, 0.5, Double.NaN, Double.NaN, 60);
  private static final List<EpochResult> BOTH = List.of(VALIDATED, NOT_VALIDATED);

  @TempDir Path folder;

  @Test
  void hasTheNamesOfKeras() {
    assertEquals(
        List.of("learning_rate", "loss", "accuracy", "val_loss", "val_accuracy", "seconds"),
        List.copyOf(VALIDATED.values().keySet()));
    assertEquals(List.of("learning_rate", "loss", "accuracy", "seconds"), List.copyOf(NOT_VALIDATED.values().keySet()));
  }

  @Test
  void isReadFromItsValues() {
    for (EpochResult epoch : BOTH) {
      assertEquals(epoch, EpochResult.of(epoch.epoch(), epoch.values()));
    }
    assertEquals(Double.NaN, EpochResult.of(0, Map.of("loss", 1.0)).accuracy());
  }

  @Test
  void isReadFromItsBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (EpochResult epoch : BOTH) {
      epoch.write(new DataOutputStream(bytes));
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertEquals(BOTH, List.of(EpochResult.read(in), EpochResult.read(in)));
  }

  @Test
  void isReadFromItsLog() throws IOException {
    Path file = folder.resolve("history.csv");
    CsvLog log = new CsvLog(file);
    for (EpochResult epoch : BOTH) {
      log.epochEnd(epoch, null);
    }
    assertEquals(BOTH, CsvLog.read(file));
  }

  @Test
  void aLogOfOtherColumnsIsReadByTheirNames() throws IOException {
    Path file = folder.resolve("history.csv");
    Files.writeString(file, "loss,epoch,f1\r\n0.5,1,0.75\r\n,2,0.8\r\n");
    EpochResult first = CsvLog.read(file).getFirst();
    assertEquals(0.5, first.loss());
    assertEquals(Double.NaN, first.seconds());
    assertEquals(1, CsvLog.read(file).getLast().epoch());
  }

  @Test
  void whatIsNoLogIsRefused() throws IOException {
    Path file = folder.resolve("history.csv");
    for (String text : List.of("loss\n1\n", "epoch,loss\n1\n", "epoch,loss\none,1\n", "epoch,loss\n1,much\n")) {
      Files.writeString(file, text);
      assertThrows(IllegalArgumentException.class, () -> CsvLog.read(file), text);
    }
    Files.writeString(file, "");
    assertEquals(List.of(), CsvLog.read(file));
  }

  @Test
  void metricsAreThoseOfAPartOfTheData() {
    assertEquals(Map.of("loss", 2.5, "accuracy", 0.125), VALIDATED.metrics(DataPart.TRAIN));
    assertEquals(Map.of("loss", 2.25, "accuracy", 0.25), VALIDATED.metrics(DataPart.VALIDATION));
    assertEquals(Map.of(), VALIDATED.metrics(DataPart.TEST));
  }
}
