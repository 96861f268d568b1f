package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of texts: CSV, or JSON of an object a line.
 *
 * @param name of the file, below the source
 * @param header the first row of CSV, or the keys of JSON
 * @param lines the number of each row's line, from 1; that of the header is 1
 */
record ManifestTable(String name, List<String> header, List<List<String>> rows, List<Long> lines) {
  /** The table in a file's bytes; empty if it is none of text. */
  static Optional<ManifestTable> of(String name, byte[] content) {
    TableText text = TableText.of(Path.of(name), MemorySegment.ofArray(content));
    if (!text.isText()) {
      return Optional.empty();
    }
    String all = new String(text.bytes().toArray(ValueLayout.JAVA_BYTE), text.charset());
    return name.toLowerCase(Locale.ROOT).endsWith(".jsonl") ? Optional.of(json(name, all)) : csv(name, text, all);
  }

  private static Optional<ManifestTable> csv(String name, TableText text, String all) {
    byte[] first = text.firstLines(1).isEmpty() ? new byte[0] : text.firstLines(1).getFirst();
    byte delimiter = TableText.delimiter(first);
    if (delimiter == 0) {
      return Optional.empty();
    }
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter((char) delimiter).setIgnoreSurroundingSpaces(true).get();
    List<List<String>> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(all), format)) {
      for (CSVRecord row : parser) {
        if (row.stream().anyMatch(field -> !field.isBlank())) {
          rows.add(row.stream().map(String::strip).toList());
          lines.add(parser.getCurrentLineNumber());
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new WeftException(
          name
              + ": a quotation mark begins and ends a field; in row "
              + (rows.size() + 1)
              + " one does not; mend the row.",
          e);
    }
    return rows.size() < 2
        ? Optional.empty()
        : Optional.of(new ManifestTable(name, rows.removeFirst(), rows, lines.subList(1, lines.size())));
  }

  private static ManifestTable json(String name, String all) {
    JsonMapper mapper = JsonMapper.shared();
    List<JsonNode> objects = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    long line = 0;
    for (String text : all.split("\n")) {
      line++;
      if (!text.isBlank()) {
        JsonNode object = object(mapper, text);
        if (object == null) {
          throw new WeftException(
              "%s, row %s: each line is a JSON object; received '%s'; mend the line."
                  .formatted(name, line, Quoted.text(text)));
        }
        objects.add(object);
        lines.add(line);
        object.propertyNames().forEach(keys::add);
      }
    }
    List<String> header = List.copyOf(keys);
    return new ManifestTable(
        name,
        header,
        objects.stream()
            .map(object ->
                header.stream()
                    .map(key -> object.path(key).isValueNode() ? object.path(key).asString("") : "")
                    .toList())
            .toList(),
        lines);
  }

  private static JsonNode object(JsonMapper mapper, String text) {
    try {
      JsonNode node = mapper.readTree(text);
      return node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The file's name without folder and ending. */
  String stem() {
    return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
  }

  /** A path that the table names, as it is from the source on. */
  String below(String path) {
    return name.substring(0, name.lastIndexOf('/') + 1) + path;
  }

  /** A field; empty where the row is too short. */
  String field(int row, int column) {
    List<String> fields = rows.get(row);
    return column >= 0 && column < fields.size() ? fields.get(column) : "";
  }

  /** The first column of one of these names; -1 if there is none. */
  int column(Set<String> names) {
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i).toLowerCase(Locale.ROOT).replace(' ', '_'))) {
        return i;
      }
    }
    return -1;
  }

  /** The same table, whose first row is not one of names. */
  ManifestTable withoutHeader() {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= header.size(); i++) {
      names.add(String.valueOf(i));
    }
    List<List<String>> all = new ArrayList<>(rows);
    all.addFirst(header);
    List<Long> allLines = new ArrayList<>(lines);
    allLines.addFirst(1L);
    return new ManifestTable(name, names, all, allLines);
  }
}
