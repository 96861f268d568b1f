package dev.weft.page.classroom;

import dev.weft.Quoted;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Section;
import dev.weft.page.ServedPage;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.List;

/** The page on which a teacher closes a class, sees what came out, and reveals it. */
public final class TeacherPage {
  private final ClassView view;
  private final List<Candidate> candidates;
  private final List<String> held;

  private TeacherPage(ClassView view, List<Candidate> candidates, List<String> held) {
    this.view = view;
    this.candidates = candidates;
    this.held = held;
  }

  /**
   * @param candidates each user's network
   * @param held test images that students have, too, a sentence each
   */
  public static ServedPage of(ClassView view, List<Candidate> candidates, List<String> held) {
    return ServedPage.of(Page.of("classroom/teacher.jte", new TeacherPage(view, candidates, held)), "ask", "classroom");
  }

  ClassView view() {
    return view;
  }

  List<String> held() {
    return held.stream().map(Quoted::line).toList();
  }

  List<Candidate> candidates() {
    return candidates;
  }

  String title() {
    return "Class: " + Quoted.line(view.task());
  }

  String lead() {
    return switch (view.phase()) {
      case OPEN ->
          "%s would be judged now. Students may still hand in; nothing has been judged."
              .formatted(Numbers.of(view.handedIn(), "network"));
      case JUDGING -> "%s of %s are judged.".formatted(view.judged(), Numbers.of(view.handedIn(), "network"));
      case JUDGED, REVEALED ->
          view.results().map(results -> results.standings().verdict()).orElse("No network was judged.");
    };
  }

  Table table() {
    List<List<Cell>> rows =
        candidates.stream()
            .map(one ->
                List.of(
                    Cell.of(one.user()),
                    Cell.of(Quoted.line(one.run())),
                    Cell.of(one.way()),
                    Double.isNaN(one.validation()) ? Cell.of("unknown") : Cell.of(one.validation()),
                    Cell.of(one.state())))
            .toList();
    return new Table(
        "Each user’s one network", List.of("User", "Run or file", "Chosen", "Validation accuracy", "State"), rows);
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>(List.of(new Section("class", "The class")));
    view.results().ifPresent(results -> sections.addAll(sections(results)));
    sections.add(new Section("networks", "Networks"));
    sections.add(new Section("images", "Test images"));
    return sections;
  }

  static List<Section> sections(ClassResults results) {
    if (results.isEmpty()) {
      return List.of();
    }
    return List.of(new Section("results", "Results"), new Section("hard", "What all have wrong"));
  }

  String data() {
    return view.data();
  }
}
