package dev.weft.page.explain;

import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page that explains what a network says of images: of each what it saw, the maps, and the images like it. */
public final class ExplanationPage {
  private final String model;
  private final List<ExplainedImage> images;

  private ExplanationPage(String model, List<ExplainedImage> images) {
    this.model = model;
    this.images = images;
  }

  /**
   * Makes the page.
   *
   * @param model what a person calls the model
   * @param images in the order of the page, at least one
   */
  public static Page of(String model, List<ExplainedImage> images) {
    return Page.of("explain/page.jte", new ExplanationPage(model, List.copyOf(images)));
  }

  String title() {
    return images.size() == 1 ? "One image explained" : images.size() + " images explained";
  }

  String model() {
    return model;
  }

  List<ExplainedImage> images() {
    return images;
  }

  String id(int image) {
    return "image-" + (image + 1);
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      ExplainedImage image = images.get(i);
      sections.add(new Section(id(i), image.title()));
      for (int asked = 0; asked < image.classes(); asked++) {
        sections.add(new Section(id(i) + "-class-" + asked, "For " + image.className(asked), true));
      }
      if (image.hasNearest()) {
        sections.add(new Section(id(i) + "-nearest", "Nearest training images", true));
      }
    }
    sections.add(new Section("reading", "How to read it"));
    return sections;
  }

  String data() {
    return Script.data(Map.of());
  }
}
