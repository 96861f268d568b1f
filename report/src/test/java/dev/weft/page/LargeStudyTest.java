package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.page.study.StudyPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of 500 recipes in a real browser stays small and quick. */
class LargeStudyTest {
  @TempDir private static Path folder;
  private static Browser browser;
  private static Path file;

  @BeforeAll
  static void open() {
    browser = Browser.start();
    file = folder.resolve("large.html");
    StudyPage.of(MadeUpStudies.search(500, folder)).write(file);
    browser.be(1280, 800, "light");
    browser.open(file);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void itStaysBelowTwoMegabytes() throws IOException {
    assertTrue(Files.size(file) < 2_000_000, Files.size(file) + " bytes");
  }

  /** From the start of the load to the first frame after all scripts. */
  @Test
  void itOpensInASecond() {
    Object took =
        browser.run(
            """
            const [load] = performance.getEntriesByType('navigation');
            const paint = performance.getEntriesByName('first-contentful-paint')[0];
            return Math.max(load.loadEventEnd, paint.startTime);
            """);
    assertTrue(((Number) took).doubleValue() < 1_000, took + " ms");
  }

  /** Every row is there and can be sorted by keyboard; the time is that of the sorting and the layout after it. */
  @Test
  void itsTableSortsAtOnce() {
    browser.run("document.querySelectorAll('details').forEach(details => details.open = true)");
    Object took =
        browser.run(
            """
            const table = [...document.querySelectorAll('table.sortable')].find(it => it.tBodies[0].rows.length === 500);
            const start = performance.now();
            table.querySelectorAll('thead button')[1].click();
            table.getBoundingClientRect();
            return performance.now() - start;
            """);
    assertTrue(((Number) took).doubleValue() < 500, took + " ms");
  }

  @Test
  void nothingIsAskedForAndNothingComplains() {
    assertEquals(0, browser.requests().size());
    assertEquals(0, browser.complaints().size());
  }
}
