package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.chart.HeatMap;
import dev.weft.page.MadeUp;
import dev.weft.page.MadeUpStudies;
import dev.weft.study.PartResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSectionTest {
  @TempDir private Path folder;

  @Test
  void aGridHasACellForEachRecipeAndItsBestIsTheWinner() {
    PartResults part = MadeUpStudies.grid(folder).parts().getFirst();
    SettingsSection settings = SettingsSection.of(part);
    HeatMap map = settings.maps().getFirst();
    assertEquals(1, settings.maps().size());
    assertEquals(12, map.cells().size());
    assertEquals(part.winner().orElseThrow(), part.rows().get(map.best().recipes().getFirst()));
    assertEquals("validation accuracy", map.valueName());
    assertEquals(List.of("16", "32", "64", "128"), map.down().labels());
    assertEquals("", settings.leftOut());
    assertTrue(settings.words(map, map.best()).endsWith(", the best cell."), settings.words(map, map.best()));
    assertTrue(settings.importance().notes().getFirst().startsWith("12 recipes for 2 settings are few"));
    assertEquals(2, settings.importance().rows().size());
  }

  @Test
  void aSearchHasAMapForEachPairTheMostImportantFirst() {
    SettingsSection settings = SettingsSection.of(MadeUpStudies.search(30, folder).parts().getFirst());
    assertEquals(3, settings.maps().size());
    assertEquals(3, settings.names().size());
    List<String> byImportance = settings.importance().rows().stream().map(ImportanceFigure.Row::name).toList();
    HeatMap first = settings.maps().getFirst();
    assertEquals(
        byImportance.subList(0, 2).stream().sorted().toList(),
        List.of(first.across().name(), first.down().name()).stream().sorted().toList());
    for (HeatMap map : settings.maps()) {
      assertEquals(30, map.cells().stream().mapToInt(cell -> cell.recipes().size()).sum());
    }
  }

  @Test
  void oneSettingHasNeitherMapNorShare() throws IOException {
    SettingsSection settings = SettingsSection.of(MadeUp.study(6, folder).parts().getFirst());
    assertEquals(List.of(), settings.maps());
    assertNull(settings.importance());
    assertEquals("Left out: 1 of 6 recipes, which did not come to the end or lack this metric.", settings.leftOut());
  }
}
