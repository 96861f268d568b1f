package dev.weft.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataExportCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    for (String name : List.of("train/cat/1", "train/dog/2", "test/cat/3", "test/dog/4")) {
      Path file = folder.resolve("photos/" + name + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(0, 0, 0, Integer.parseInt(name.replaceAll("\\D", "")));
      ImageIO.write(image, "png", file.toFile());
    }
  }

  private Said export(String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "data";
    args[1] = "export";
    args[2] = folder.resolve("photos").toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Said.to(args);
  }

  @Test
  void writesATable() throws IOException {
    Path out = folder.resolve("photos.csv");
    Said said = export("--to", "csv", "--out", out.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(
        List.of("label,split,1x1,1x2", "cat,train,1,0", "dog,train,2,0", "cat,test,3,0", "dog,test,4,0"),
        Files.readAllLines(out));
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path table = Files.writeString(folder.resolve("photos.csv"), "mine");
    Said said = export("--to", "csv", "--out", table.toString());
    assertEquals(1, said.code());
    assertTrue(said.err().contains("is already there; name another file with --out."), said.err());
    assertEquals("mine", Files.readString(table));
  }

  @Test
  void groupsStandInTheNamesOfFiles() {
    Path out = folder.resolve("out");
    Said said = export("--to", "folder", "--group", "[0-9]", "--out", out.toString());
    assertTrue(said.err().contains("open it with --group '^group([0-9]+)-'"), said.err());
    assertTrue(Files.exists(out.resolve("test/dog/group2-000001.png")));
  }

  @Test
  void anotherFormatIsRefused() {
    Said said = export("--to", "xlsx");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("--to must be folder, npz, idx, csv, parquet; received xlsx."), said.err());
  }
}
