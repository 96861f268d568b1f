package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a run did not write is replaced or deleted. */
class RunFolderTest {
  @TempDir private Path folder;

  private static String refused(Path folder, boolean overwrite) {
    return assertThrows(WeftException.class, () -> RunFolder.create(folder, 1, overwrite).close()).getMessage();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** As a training leaves it at its end, but with texts for what need not be read. */
  private void finishedRun() throws IOException {
    unfinishedRun();
    Files.delete(folder.resolve("checkpoint"));
    write("model.keras", "weights");
    write("predictions.csv", "index");
    String files =
        "\"model.keras\": \"%s\", \"history.csv\": \"%s\", \"experiment.yaml\": \"%s\", \"provenance.json\": \"%s\", \"predictions.csv\": \"%s\""
            .formatted(
                sha256("model.keras"),
                sha256("history.csv"),
                sha256("experiment.yaml"),
                sha256("provenance.json"),
                sha256("predictions.csv"));
    write("metrics.json", metrics(", \"files\": {" + files + "}"));
    write("report.html", "<!DOCTYPE html><meta http-equiv=\"Content-Security-Policy\" content=\"\">");
  }

  private static String metrics(String more) {
    return "{\"parameters\": 1, \"history\": {}, \"epoch_seconds\": [], \"test\": {}, \"mistakes\": 0,"
        + " \"train_seconds\": 1"
        + more
        + "}";
  }

  private String sha256(String name) {
    return Sha256.of(folder.resolve(name));
  }

  private void unfinishedRun() throws IOException {
    write("provenance.json", "{\"weft\": \"1\", \"lane_bits\": 256, \"split\": {}}");
    write("experiment.yaml", "name: a");
    write("history.csv", "epoch");
    write("checkpoint", "WEFT...");
  }

  @Test
  void aFolderWithSomebodysFilesIsRefused() throws IOException {
    write("model.keras", "mine");
    assertEquals(
        "the folder %s must be empty; it holds 'model.keras'; choose another with --out, or say --overwrite to write beside it."
            .formatted(folder),
        refused(folder, false));
    write("a.txt", "");
    write("b.txt", "");
    write("c.txt", "");
    assertTrue(refused(folder, false).contains("; it holds 'a.txt', 'b.txt', 'c.txt' and 1 more;"));
    assertEquals("mine", Files.readString(folder.resolve("model.keras")));
  }

  @Test
  void overwriteWritesBesideOthersFilesButReplacesNone() throws IOException {
    write("notes.txt", "mine");
    RunFolder.create(folder, 1, true).close();
    write("model.keras", "mine");
    assertEquals(
        "%s is not known to be written by weft, so it is not replaced; move it away, or choose another folder with --out."
            .formatted(folder.resolve("model.keras")),
        refused(folder, true));
    assertEquals("mine", Files.readString(folder.resolve("model.keras")));
  }

  @Test
  void aPersonsOwnExperimentFileMakesNoRunOfAFolder() throws IOException {
    write("experiment.yaml", "# my experiment");
    assertFalse(RunFolder.holdsRun(folder));
    assertTrue(refused(folder, false).contains("it holds 'experiment.yaml'"));
    assertFalse(RunFolder.delete(folder));
    assertEquals("# my experiment", Files.readString(folder.resolve("experiment.yaml")));
  }

  @Test
  void overwriteReplacesARun() throws IOException {
    finishedRun();
    assertEquals(
        "%s holds a run already; choose another folder, go on with that run by --resume %s, or replace it by --overwrite."
            .formatted(folder, folder),
        refused(folder, false));
    RunFolder.create(folder, 1, true).close();
    assertEquals(List.of(), FreeFolder.content(folder));
  }

  @Test
  void whatAProcessLeftThatWasKilledAtItsVeryBeginningIsNoBodysOwn() throws IOException {
    write("provenance.json", "{\"weft\": \"1\", \"lane_bits\": 256, \"split\": {}}");
    write(".experiment.yaml.tmp", "na");
    RunFolder.create(folder, 1).close();
    assertFalse(Files.exists(folder.resolve(".experiment.yaml.tmp")));
  }

  @Test
  void deleteTakesAllThatARunWrote() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("run"));
    Path outer = folder;
    folder = inner;
    finishedRun();
    write(".model.keras.h5.tmp", "half");
    assertTrue(RunFolder.delete(inner));
    assertFalse(Files.exists(inner));
    folder = outer;
  }

  @Test
  void aModelThatSomebodyPutIntoAFinishedRunsFolderStays() throws IOException {
    finishedRun();
    write("model.keras", "a better one");
    write("report.html", "<p>my own report</p>");
    assertFalse(RunFolder.delete(folder));
    assertEquals(List.of("model.keras", "report.html"), FreeFolder.content(folder));
  }

  @Test
  void ofAnOlderRunWhatWasChangedLaterStays() throws IOException {
    unfinishedRun();
    write("model.keras", "weights");
    write("metrics.json", metrics(""));
    Files.setLastModifiedTime(folder.resolve("model.keras"), FileTime.from(Instant.now().plusSeconds(3_600)));
    assertFalse(RunFolder.delete(folder));
    assertEquals(List.of("model.keras"), FreeFolder.content(folder));
  }

  @Test
  void anUnfinishedRunHasWrittenNoModelYet() throws IOException {
    unfinishedRun();
    write("model.keras", "mine");
    assertFalse(RunFolder.delete(folder));
    assertEquals(List.of("model.keras"), FreeFolder.content(folder));
  }

  @Test
  void resumeRemovesWhatWasNotWrittenWhole() throws IOException {
    unfinishedRun();
    write(".model.keras.h5.tmp", "half");
    write(".checkpoint.tmp", "half");
    write(".mine.tmp", "the user's");
    RunFolder.resume(folder).close();
    assertFalse(Files.exists(folder.resolve(".model.keras.h5.tmp")));
    assertFalse(Files.exists(folder.resolve(".checkpoint.tmp")));
    assertTrue(Files.exists(folder.resolve(".mine.tmp")));
  }
}
