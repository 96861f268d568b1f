package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.experiment.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyPathsTest {
  private static final Path FOLDER = Path.of("studies").toAbsolutePath();

  private static String in(String name) {
    return FOLDER.resolve(name).normalize().toString();
  }

  @Test
  void pathsBeginAtTheStudysFolderWhereverTheyStand() {
    Settings study =
        Settings.parse(
            "studies/own.yaml",
            """
            base: { data: { path: ../photos }, model: [Flatten] }
            grid: { data.path: [cats, dogs.zip] }
            variants: { small: { data.path: cats } }
            """);

    assertTrue(new StudyPaths(FOLDER).makeAbsolute(study));

    Map<?, ?> root = (Map<?, ?>) study.root();
    assertEquals(Map.of("path", in("../photos")), ((Map<?, ?>) root.get("base")).get("data"));
    assertEquals(Map.of("data.path", List.of(in("cats"), in("dogs.zip"))), root.get("grid"));
    assertEquals(Map.of("small", Map.of("data.path", in("cats"))), root.get("variants"));
  }

  @Test
  void networksToBeginWithAreFoundThereToo() {
    Settings study =
        Settings.parse(
            "studies/own.yaml",
            """
            base: { data: { dataset: mnist }, model: { from: a.keras } }
            grid: { model.from: [a.keras, ../b.keras] }
            """);
    assertTrue(new StudyPaths(FOLDER).makeAbsolute(study));
    Map<?, ?> root = (Map<?, ?>) study.root();
    assertEquals(Map.of("from", in("a.keras")), ((Map<?, ?>) root.get("base")).get("model"));
    assertEquals(Map.of("model.from", List.of(in("a.keras"), in("../b.keras"))), root.get("grid"));
  }

  @Test
  void pathsMayStandInMapsAndListsOfValues() {
    Settings study =
        Settings.parse(
            "studies/own.yaml",
            """
            base: { data: { path: photos }, model: [Flatten] }
            set: { data: { path: photos } }
            grid: { model: [{ from: a.keras, until: flatten }, { from: b.keras }] }
            random: { trials: 2, model.from: { Choice: [a.keras, b.keras] } }
            """);
    assertTrue(new StudyPaths(FOLDER).makeAbsolute(study));
    Map<?, ?> root = (Map<?, ?>) study.root();
    List<Map<String, String>> models =
        List.of(Map.of("from", in("a.keras"), "until", "flatten"), Map.of("from", in("b.keras")));
    assertEquals(Map.of("data", Map.of("path", in("photos"))), root.get("set"));
    assertEquals(Map.of("model", models), root.get("grid"));
    assertEquals(
        Map.of("Choice", List.of(in("a.keras"), in("b.keras"))), ((Map<?, ?>) root.get("random")).get("model.from"));
    assertEquals(
        models.getFirst(), new StudyPaths(FOLDER).changed("model", Map.of("from", "a.keras", "until", "flatten")));
  }

  @Test
  void aStudyOfANamedSetStaysAsItIs() {
    Settings study = Settings.parse("own.yaml", "base: { data: { dataset: mnist }, path: here }");

    assertFalse(new StudyPaths(FOLDER).makeAbsolute(study));
  }

  @Test
  void anAbsolutePathStaysAsItIs() {
    assertEquals(in("cats"), new StudyPaths(Path.of("elsewhere")).changed("data.path", in("cats")));
  }
}
