package dev.weft.cli.model;

import dev.weft.cli.terminal.Terminal;
import java.util.Map;
import java.util.TreeMap;

/** What a person should know of images: a note that fits many is printed for the first, and then counted. */
final class Remarks {
  private static final int PRINTED = 3;

  private final Terminal terminal;
  private final Map<String, Integer> notes = new TreeMap<>();
  private final Map<String, Hint> hints = new TreeMap<>();

  Remarks(Terminal terminal) {
    this.terminal = terminal;
  }

  private record Hint(String first, int count) {}

  void of(Prediction prediction) {
    if (prediction.hasFailed()) {
      terminal.note(prediction.error());
      return;
    }
    for (String note : prediction.answer().notes()) {
      if (notes.merge(note, 1, Integer::sum) <= PRINTED) {
        terminal.note("note: " + prediction.image() + ": " + note);
      }
    }
    prediction
        .answer()
        .hint()
        .ifPresent(hint ->
            hints.merge(
                hint, new Hint(prediction.image(), 1), (before, now) -> new Hint(before.first, before.count + 1)));
  }

  /** What was not printed yet. */
  void end() {
    notes.forEach((note, count) -> {
      if (count > PRINTED) {
        terminal.note("note: " + (count - PRINTED) + " more images: " + note);
      }
    });
    hints.forEach((text, hint) -> {
      String others = hint.count == 1 ? "" : " and " + (hint.count - 1) + (hint.count == 2 ? " other" : " others");
      terminal.note("hint: " + hint.first + others + ": " + text);
    });
  }
}
