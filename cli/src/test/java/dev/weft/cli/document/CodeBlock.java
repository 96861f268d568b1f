package dev.weft.cli.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code in a document. Commands stand in blocks of {@code sh}, or of {@code console} where their output is
 * shown, too; a word behind that says whether tests run them.
 *
 * @param line where it begins, from 1
 * @param language empty for a block of output
 * @param mark {@code run}, {@code fails}, or what it needs; empty for none
 * @param text its lines, each with its end
 */
record CodeBlock(int line, String language, String mark, String text) {
  /** It ends well, and it is refused as the document shows. */
  static final Set<String> RUN = Set.of("run", "fails");

  /** What tests do not have, and so leave out. */
  static final Set<String> NEEDS =
      Set.of("needs-build", "needs-interrupt", "needs-minutes", "needs-network", "needs-programs", "needs-server");

  /** A fence, also in a list, or commands in a comment, which prepare the folder and are not shown. */
  private static final Pattern BEGIN = Pattern.compile("( *)(?:```(\\w*) ?(\\S*)|<!-- (sh) (run))");

  private static final Pattern FILE = Pattern.compile("(?:#|//|/\\*) ([\\w-]+\\.(?:yaml|java))\\b.*");

  /** A document's blocks in order. */
  static List<CodeBlock> of(String document) {
    List<CodeBlock> blocks = new ArrayList<>();
    List<String> lines = document.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher begin = BEGIN.matcher(lines.get(i));
      if (begin.matches()) {
        boolean isComment = begin.group(4) != null;
        String indent = begin.group(1);
        int first = i + 1;
        StringBuilder text = new StringBuilder();
        for (i++; !lines.get(i).strip().equals(isComment ? "-->" : "```"); i++) {
          text.append(lines.get(i).replaceFirst("^" + indent, "")).append('\n');
        }
        blocks.add(
            new CodeBlock(first, begin.group(isComment ? 4 : 2), begin.group(isComment ? 5 : 3), text.toString()));
      }
    }
    return blocks;
  }

  boolean hasCommands() {
    return language.equals("sh") || language.equals("console");
  }

  /** What a person types: of a console, the lines behind its prompt. */
  String typed() {
    return language.equals("sh")
        ? text
        : text.lines()
            .filter(each -> each.startsWith("$ "))
            .map(each -> each.substring(2) + "\n")
            .reduce("", String::concat);
  }

  /** The file that a person writes from it: its first line is a comment with the name. */
  Optional<String> file() {
    Matcher name = FILE.matcher(text.lines().findFirst().orElse(""));
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
