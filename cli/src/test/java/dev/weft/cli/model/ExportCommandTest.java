package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run").toString();
    assertEquals(0, Said.to(SmallRun.train(folder, folder.resolve("run"), "--epochs", "1")).code());
  }

  @Test
  void theFileIsComparedOnTestImages() {
    Path file = folder.resolve("a.onnx");
    Said said = Said.to("export", run, "--to", "onnx", "--out", file.toString(), "--input", "uint8");
    assertEquals(0, said.code(), said.err());
    assertEquals(file + "\n", said.out());
    assertTrue(
        said.err().contains("weft: Weft reads the file back: its outputs for 100 test images are the model's"),
        said.err());
    assertEquals(10, OnnxFile.read(file).metadata().classNames().size());
  }

  @Test
  void nothingThatIsThereIsReplacedUnasked() throws IOException {
    Path there = Files.writeString(folder.resolve("there.onnx"), "mine");
    Said said = Said.to("export", run, "--to", "onnx", "--out", there.toString());
    assertEquals(2, said.code());
    assertEquals("weft: " + there + " is there already; say --overwrite, or name another file.\n", said.err());
    assertEquals("mine", Files.readString(there));
    assertEquals(0, Said.to("export", run, "--to", "onnx", "--out", there.toString(), "--overwrite").code());
    String own = there.toString();
    assertEquals(
        "weft: " + own + " is what is read; name another file to write.\n",
        Said.to("export", own, "--to", "onnx", "--out", own, "--overwrite").err());
    assertEquals(
        "weft: --out must be a file called .onnx; received a.keras.\n",
        Said.to("export", run, "--to", "onnx", "--out", "a.keras").err());
  }

  @Test
  void otherFormatsAreKerasAffair() {
    Said said = Said.to("export", run, "--to", "tflite");
    assertEquals(2, said.code());
    assertEquals(
        "weft: --to must be onnx; Weft does not write tflite, but Keras does, of a .keras file; docs/export.md shows"
            + " how.\n",
        said.err());
  }

  @Test
  void whatIsNotKnownIsNamedAndNothingIsWritten() {
    Path file = folder.resolve("none.onnx");
    assertEquals(
        "weft: --opset must be 13 to 23; received 9.\n",
        Said.to("export", run, "--to", "onnx", "--opset", "9", "--out", file.toString()).err());
    assertEquals(
        "weft: --input must be float, uint8 or scaled; received 'int4'.\n",
        Said.to("export", run, "--to", "onnx", "--input", "int4", "--out", file.toString()).err());
    assertFalse(Files.exists(file));
  }
}
