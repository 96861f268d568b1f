package dev.weft.page.teach;

import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.ServedPage;
import java.util.List;
import java.util.Map;

/**
 * The page on which a person teaches a network classes of their own. Its script shows what the server knows of the
 * lesson.
 *
 * @param lesson the lesson's id; empty on the page that begins one
 * @param base the file of the network that a training begins with; empty for a small one
 */
public record TeachPage(String lesson, String base) {
  /** As a server sends it. */
  public ServedPage served() {
    Page page = Page.of("teach/page.jte", this);
    return hasBegun() ? ServedPage.of(page, "ask", "pad", "camera", "teach") : ServedPage.of(page, "ask", "begin");
  }

  boolean hasBegun() {
    return !lesson.isEmpty();
  }

  /** What a training does. */
  String how() {
    return base.isEmpty()
        ? "A small network learns from the beginning. Each epoch sees the images rotated, shifted and zoomed a little."
        : "%s stays as it is, and a new last layer learns your classes.".formatted(base);
  }

  List<Section> contents() {
    return hasBegun()
        ? List.of(
            new Section("images", "Images"),
            new Section("training", "Train"),
            new Section("held-out", "How good it is"),
            new Section("keep", "Keep it"))
        : List.of();
  }

  String data() {
    return Script.data(Map.of("lesson", lesson));
  }
}
