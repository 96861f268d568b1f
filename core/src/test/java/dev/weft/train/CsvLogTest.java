package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {
  private static final String HEADER = "epoch,learning_rate,loss,accuracy,val_loss,val_accuracy,seconds";

  @TempDir Path folder;

  private void log(CsvLog log, EpochResult... results) {
    Model model = Small.model(0.1);
    log.trainBegin(model, Fit.epochs(1));
    for (EpochResult result : results) {
      log.epochEnd(result, model);
    }
  }

  @Test
  void writesARowAnEpoch() throws IOException {
    Path file = folder.resolve("history.csv");
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY); // whose decimals have a comma
      log(
          new CsvLog(file),
          new EpochResult(0, 0.1, 2.302585, 0.125, Double.NaN, Double.NaN, 1.23456),
          new EpochResult(1, 1e-5, 1.5, 0.5, 0.00012345678, 1, 60));
    } finally {
      Locale.setDefault(usual);
    }
    assertEquals(
        HEADER + "\n1,0.1,2.30259,0.125000,,,1.235" + "\n2,0.00001,1.50000,0.500000,0.000123457,1.00000,60.000\n",
        Files.readString(file));
  }

  @Test
  void replacesTheFileWholeAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("history.csv");
    Files.writeString(file, "of a training before");
    log(new CsvLog(file), new EpochResult(0, 0.1, 1, 1, 1, 1, 1));
    assertEquals(2, Files.readAllLines(file).size());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void beginsAnewWithEachTraining() throws IOException {
    Path file = folder.resolve("history.csv");
    CsvLog log = new CsvLog(file);
    log(log, new EpochResult(0, 0.1, 1, 1, 1, 1, 1), new EpochResult(1, 0.1, 1, 1, 1, 1, 1));
    log(log, new EpochResult(0, 0.1, 2, 1, 1, 1, 1));
    assertEquals(List.of(HEADER, "1,0.1,2.00000,1.00000,1.00000,1.00000,1.000"), Files.readAllLines(file));
  }

  /** The log may be an epoch ahead of the checkpoint that a killed training goes on from. */
  @Test
  void hasEveryEpochOnceAfterAKill() throws IOException {
    Path file = folder.resolve("history.csv");
    assertThrows(Kill.Killed.class, () -> train(file, new Kill(1, -1)));
    assertEquals(List.of("1", "2"), epochs(file));
    assertThrows(Kill.Killed.class, () -> train(file, new Kill(2, 1)));
    assertEquals(List.of("1", "2"), epochs(file));
    train(file, Kill.NEVER);
    assertEquals(List.of("1", "2", "3", "4"), epochs(file));
  }

  private void train(Path file, Kill kill) {
    Fit fit = Small.fit(4, 5).checkpoint(folder.resolve("checkpoint"));
    Small.model(0.1).fit(Small.images(20), fit.callback(new CsvLog(file)).callback(kill));
  }

  private static List<String> epochs(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
  }

  @Test
  void mustBeWritable() {
    Path file = folder.resolve("missing").resolve("history.csv");
    WeftException refused =
        assertThrows(WeftException.class, () -> log(new CsvLog(file), new EpochResult(0, 0.1, 1, 1, 1, 1, 1)));
    assertTrue(refused.getMessage().startsWith(file + " cannot be written: "), refused.getMessage());
  }
}
