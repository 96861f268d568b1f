package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.page.Browser.Axe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How pages look in a real browser: on a phone, a notebook and a large screen, light and dark, printed, without
 * scripts. {@code page-faults.js} looks at colours on each; Axe looks at pages on a phone, but for one that is very
 * large. In the profile {@code thorough}, it looks at each on a phone and on a notebook, and at colours on a phone.
 */
class PagesTest {
  private static final boolean THOROUGH = Boolean.getBoolean("weft.thorough");

  /** Pages whose important parts must not lie far down. */
  private static final List<String> SHORT = List.of("run", "study", "comparison", "dataset");

  private enum Screen {
    PHONE(390, 844),
    NOTEBOOK(1280, 800),
    LARGE(1920, 1080);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void write() throws IOException {
    browser = Browser.start();
    WrittenPages.into(folder);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  static Stream<String> pages() {
    return Stream.concat(WrittenPages.USUAL.stream(), WrittenPages.RARE.stream());
  }

  private final List<String> faults = new ArrayList<>();

  private void ask(String where, String... questions) {
    browser.faults(questions).forEach(fault -> faults.add(where + ": " + fault));
  }

  private void assertNoFaults() {
    assertEquals("", String.join("\n", faults));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void onAPhoneEverythingCanBeRead(String page) {
    look(page, Screen.PHONE);
    assertNoFaults();
  }

  @ParameterizedTest
  @MethodSource("usualOnes")
  void onANotebookEverythingCanBeReadAndPrintedAndNothingMoves(String page) {
    look(page, Screen.NOTEBOOK);
    browser.prefers("", Map.of("prefers-reduced-motion", "reduce", "forced-colors", "active"));
    ask("with reduced motion in forced colours", "motion", "contrast", "sections");
    if (!page.equals("many-classes")) { // no paper has a matrix of 120 classes
      print();
    }
    assertNoFaults();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void onALargeScreenEverythingCanBeRead(String page) {
    look(page, Screen.LARGE);
    assertNoFaults();
  }

  static Stream<String> usualOnes() {
    return THOROUGH ? pages() : WrittenPages.USUAL.stream();
  }

  static Stream<String> oneOfEachKind() {
    return THOROUGH ? pages() : SHORT.stream();
  }

  static Stream<String> someWithoutScripts() {
    return THOROUGH ? pages() : Stream.of("run", "study", "comparison", "two-classes");
  }

  /** Without a script, a page has its words, numbers, tables and charts. */
  @ParameterizedTest
  @MethodSource("someWithoutScripts")
  void withoutScriptsEverySectionSaysSomething(String page) {
    browser.be(Screen.NOTEBOOK.width, Screen.NOTEBOOK.height, "light");
    browser.openWithoutScripts(file(page));
    ask("without scripts", "firstScreen", "sections", "layout");
    assertNoFaults();
  }

  /** Loads the page once, as each load is dear. */
  private void look(String page, Screen screen) {
    String where = page + " at " + screen.width;
    List<String> schemes = THOROUGH ? List.of("light", "dark") : List.of(screen == Screen.PHONE ? "dark" : "light");
    browser.be(screen.width, screen.height, schemes.getFirst());
    browser.open(file(page));
    ask(where, "firstScreen", "layout");
    if (screen == Screen.NOTEBOOK && SHORT.contains(page)) {
      ask(where, "length");
    }
    unfold();
    ask(where + ", unfolded", "layout", "structure");
    for (String scheme : schemes) {
      browser.be(screen.width, screen.height, scheme);
      ask(where + ", " + scheme, "contrast");
      rules(page, screen, scheme.equals(schemes.getFirst())).stream()
          .flatMap(rules -> browser.faultsByAxe(rules).stream())
          .forEach(fault -> faults.add(where + ", " + scheme + ": " + fault));
    }
    browser.requests().forEach(url -> faults.add(where + " asks for " + url));
    browser.complaints().forEach(words -> faults.add(where + " complains: " + words));
    Object foreign = browser.run("return document.querySelectorAll('b, i, main script').length");
    check(foreign.equals(0L), where + " has elements that a name brought");
  }

  /** What Axe looks at: elements in one scheme, as the other has the same, and colours on a phone in both. */
  private static Optional<Axe> rules(String page, Screen screen, boolean isFirstScheme) {
    boolean isLarge = page.equals("many-classes");
    if (screen == Screen.LARGE || !THOROUGH && (screen == Screen.NOTEBOOK || isLarge)) {
      return Optional.empty();
    }
    boolean withColours = THOROUGH && screen == Screen.PHONE && !isLarge;
    if (isFirstScheme) {
      return Optional.of(withColours ? Axe.ALL : Axe.BUT_COLOURS);
    }
    return withColours ? Optional.of(Axe.COLOURS) : Optional.empty();
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }

  private static void unfold() {
    browser.run("document.querySelectorAll('details').forEach(details => details.open = true)");
  }

  private void print() {
    browser.print();
    ask("in print", "sections", "layout", "contrast");
    Object paper = browser.run("return getComputedStyle(document.body).backgroundColor");
    check(
        ((String) paper).matches("rgba?\\((25[0-5], ){2}25[0-5].*|rgba\\(0, 0, 0, 0\\)"),
        "the paper of a print is " + paper);
  }

  private static Path file(String page) {
    return folder.resolve(page + ".html");
  }
}
