package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartFormatTest {
  private final Chart chart = Charts.table("t", List.of(List.of("a")));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void writesAFileNamedAfterIt(ChartFormat format) throws Exception {
    Path file = format.write(chart, folder, "loss");
    assertEquals("loss." + format.toString().toLowerCase(Locale.ROOT), file.getFileName().toString());
    assertArrayEquals(format.bytes(chart), Files.readAllBytes(file));
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Path nowhere = folder.resolve("nowhere");
    WeftException e = assertThrows(WeftException.class, () -> ChartFormat.SVG.write(chart, nowhere, "loss"));
    assertTrue(e.getMessage().contains("cannot be written"), e.getMessage());
  }

  @Test
  void isKnownByItsName() {
    assertEquals(ChartFormat.PDF, ChartFormat.of("pdf"));
    WeftException e = assertThrows(WeftException.class, () -> ChartFormat.of("gif"));
    assertEquals("a chart is written as svg, png or pdf; received gif; choose of these.", e.getMessage());
  }
}
