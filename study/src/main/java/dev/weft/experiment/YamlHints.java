package dev.weft.experiment;

import dev.weft.Quoted;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What is most likely wrong with a text that is no YAML. */
final class YamlHints {
  private YamlHints() {}

  /** What YAML's reader says, and what to do, seen from the line where it stopped and the one before. */
  static String of(MarkedYamlEngineException e, String yaml) {
    return Quoted.text(e.getProblem(), 200)
        + "; "
        + todo(e.getProblem(), e.getProblemMark().map(Mark::getLine).orElse(0), yaml);
  }

  private static String todo(String problem, int at, String yaml) {
    List<String> lines = yaml.lines().toList();
    if (problem.contains("found '-'") && at > 0 && lines.get(at - 1).matches("\\s*\\w.*")) {
      return "line " + at + " has no '- ' before it, as line " + (at + 1) + " has.";
    }
    for (int i = Math.max(0, at - 1); i <= Math.min(at, lines.size() - 1); i++) {
      String line = lines.get(i);
      if (line.matches("\\s*\\t.*")) {
        return "line " + (i + 1) + " is indented by a tab; indent with spaces.";
      }
      if (line.matches("\\s*(- ?)?\\w+:[^\\s\\\\/].*")) {
        return "line " + (i + 1) + " needs a space after its colon.";
      }
      if (line.matches("\\s*-\\w.*")) {
        return "line " + (i + 1) + " needs a space after its dash.";
      }
    }
    return "indent with spaces, quote what is special.";
  }
}
