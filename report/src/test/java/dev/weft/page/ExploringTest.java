package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.page.study.StudyPage;
import dev.weft.study.StudyResults;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A reader looks at one recipe of a study in all its views, in a real browser. */
class ExploringTest {
  private static final List<String> VIEWS = List.of(".trial-curves", ".parallel", ".scatter");

  @TempDir private static Path folder;
  private static Browser browser;
  private static StudyResults results;

  @BeforeAll
  static void open() {
    browser = Browser.start();
    results = MadeUpStudies.search(30, folder);
    StudyPage.of(results).write(folder.resolve("search.html"));
    browser.be(1280, 900, "light");
    browser.open(folder.resolve("search.html"));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void letGo() {
    press(".scatter", Keys.ESCAPE);
  }

  private static void press(String view, CharSequence... keys) {
    browser.the(view + " .stage").sendKeys(keys);
  }

  /** What a view says, up to its values. */
  private static String shown(String view) {
    return browser.texts(view + " .read-out").getFirst().replaceAll(": .*", "");
  }

  private static Object chosen() {
    return browser.run("return selections[0].chosen");
  }

  @Test
  void theArrowKeysWalkFromTheBestOnInAllViews() {
    List<?> order =
        results.parts().getFirst().ranked().stream().map(results.parts().getFirst().rows()::indexOf).toList();
    for (String view : VIEWS) {
      press(view, Keys.ARROW_DOWN);
      assertEquals(order.get(0), ((Long) chosen()).intValue());
      press(view, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
      assertEquals(order.get(2), ((Long) chosen()).intValue());
      assertEquals(1, VIEWS.stream().map(ExploringTest::shown).distinct().count(), shown(view));
      press(view, Keys.ARROW_UP, Keys.ARROW_UP);
      assertTrue(shown(".trial-curves").startsWith("★ "), shown(".trial-curves"));
      press(view, Keys.ESCAPE);
      assertTrue(shown(view).startsWith("Point at a "), shown(view));
    }
  }

  @Test
  void thePointerShowsARecipeInAllViewsAndAClickKeepsIt() {
    browser.run(
        """
        const box = document.querySelector('.scatter .stage');
        box.scrollIntoView();
        const place = box.getBoundingClientRect();
        for (let x = 60; x < place.width && selections[0].recipe === null; x += 10) {
          for (let y = 30; y < place.height && selections[0].recipe === null; y += 10) {
            const there = { clientX: place.left + x, clientY: place.top + y, bubbles: true };
            box.dispatchEvent(new PointerEvent('pointermove', there));
            if (selections[0].recipe !== null) box.dispatchEvent(new MouseEvent('click', there));
          }
        }
        box.dispatchEvent(new PointerEvent('pointerleave'));
        """);
    assertTrue(chosen() instanceof Long, "no dot was found");
    assertEquals(1, VIEWS.stream().map(ExploringTest::shown).distinct().count(), shown(".scatter"));
    press(".parallel", Keys.ESCAPE);
    assertEquals(null, chosen());
  }

  @Test
  void theLineNextToThePointerIsFound() {
    Object wrong =
        browser.run(
            """
            const { left, top } = document.querySelector('.trial-curves .stage').getBoundingClientRect();
            const box = document.querySelector('.trial-curves .stage');
            const lines = page.parts[0].curves.trials.map(trial => readLine(trial.lines[0]));
            const last = lines.map(line => line.values.at(-1));
            const best = last.indexOf(largest(last));
            for (let y = 0; y < 300 && selections[0].recipe === null; y++) {
              const there = { clientX: left + box.clientWidth - 12, clientY: top + y };
              box.dispatchEvent(new PointerEvent('pointermove', there));
            }
            return last[selections[0].recipe] === last[best] ? '' : `${selections[0].recipe} instead of ${best}`;
            """);
    assertEquals("", wrong);
    browser.run("document.querySelector('.trial-curves .stage').dispatchEvent(new PointerEvent('pointerleave'))");
  }

  @Test
  void theArrowsToTheSidesGoFromEpochToEpoch() {
    press(".trial-curves", Keys.HOME);
    for (int i = 0; i < 8; i++) {
      press(".trial-curves", Keys.ARROW_LEFT);
    }
    String first = browser.texts(".trial-curves .read-out").getFirst();
    assertTrue(first.contains("in epoch 1 of 8"), first);
    press(".trial-curves", Keys.ARROW_RIGHT);
    assertTrue(browser.texts(".trial-curves .read-out").getFirst().contains("in epoch 2 of 8"));
  }

  @Test
  void anotherMetricIsDrawnAndDescribed() {
    assertEquals(
        List.of("validation accuracy", "validation loss", "training accuracy", "training loss"),
        browser.texts(".trial-curves option"));
    browser.the(".trial-curves select").sendKeys(Keys.ARROW_DOWN);
    String label = browser.the(".trial-curves .stage").getDomAttribute("aria-label");
    assertTrue(label.startsWith("Validation loss ends at best at "), label);
    browser.the(".trial-curves select").sendKeys(Keys.ARROW_UP);
  }

  @Test
  void aRangeOfAnAxisIsKeptByKeysAndAllAgain() {
    browser.run("document.querySelector('.parallel details').open = true");
    browser.the(".parallel .ranges li:last-child input").sendKeys(Keys.PAGE_UP, Keys.PAGE_UP, Keys.PAGE_UP);
    String kept = browser.texts(".parallel .kept").getFirst();
    assertTrue(kept.matches("\\d+ of 30\u00a0recipes are kept\\. The best of them: .+"), kept);
    browser.the(".parallel .all").sendKeys(Keys.ENTER); // a click would leave the pointer on the page
    assertEquals("", browser.texts(".parallel .kept").getFirst());
  }

  @Test
  void aScatterSaysWhetherItsColumnsGoTogether() {
    String finding = browser.texts(".scatter .finding").getFirst();
    assertTrue(finding.matches("Validation accuracy (shows no clear trend|rises|falls|is best) .*"), finding);
    List<?> known = List.of(1L, 2L, 3L, 4L);
    assertEquals(
        1.0, ((Number) browser.run("return rankCorrelation(arguments[0], [1, 8, 27, 64])", known)).doubleValue());
    assertEquals(-0.8, number("return rankCorrelation([1, 2, 3, 4], [9, 3, 4, 1])"), 1e-12);
    assertEquals(Math.sqrt(0.9), number("return rankCorrelation([1, 1, 2, 3], [1, 2, 3, 4])"), 1e-12);
  }

  private static double number(String script) {
    return ((Number) browser.run(script)).doubleValue();
  }

  @Test
  void theNumbersBesideAnAxisAreRound() {
    assertEquals("5 10 15 20 25", ticks("new NumberAxis(1, 25)", 5));
    assertEquals("0.80 0.85 0.90 0.95", ticks("new NumberAxis(0.78, 0.97)", 4));
    assertEquals("0.0001 0.001 0.01", ticks("new NumberAxis(0.0001, 0.03, true)", 3));
    assertEquals("0.5 1.0 1.5", ticks("new NumberAxis(1, 1)", 3));
  }

  private static String ticks(String axis, int count) {
    return (String) browser.run("return " + axis + ".ticks(" + count + ").map(tick => tick.text).join(' ')");
  }
}
