package dev.weft.page.classroom;

import dev.weft.Quoted;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Section;
import dev.weft.page.ServedPage;
import java.util.ArrayList;
import java.util.List;

/** The page on which students hand in a network, and see what came out once the teacher reveals it. */
public final class StudentsPage {
  private final ClassView view;

  private StudentsPage(ClassView view) {
    this.view = view;
  }

  public static ServedPage of(ClassView view) {
    return ServedPage.alone(Page.of("classroom/students.jte", new StudentsPage(view)), "ask", "classroom");
  }

  ClassView view() {
    return view;
  }

  String title() {
    return "Class: " + Quoted.line(view.task());
  }

  /** What is asked of the reader now. */
  String lead() {
    return switch (view.phase()) {
      case OPEN ->
          "Hand in one network. It is judged once, when the teacher closes the class, by %s that the server alone has."
              .formatted(Numbers.of(view.images(), "image"));
      case JUDGING -> "The class is closed; the networks are being judged.";
      case JUDGED -> "The class is closed and judged. The teacher reveals the results.";
      case REVEALED -> view.results().map(results -> results.standings().verdict()).orElse("");
    };
  }

  /** The same hand-in without a browser. */
  String command() {
    return "curl --data-binary @model.keras '%s/class/hand-in?user=anna%s'"
        .formatted(view.address(), view.asksCode() ? "&code=CODE" : "");
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>();
    if (view.results().isPresent()) {
      sections.addAll(TeacherPage.sections(view.results().get()));
    }
    sections.add(new Section("own", "Your runs"));
    if (view.phase() == ClassPhase.OPEN) {
      sections.add(new Section("file", "Hand in a file"));
    }
    return sections;
  }

  String data() {
    return view.data();
  }
}
