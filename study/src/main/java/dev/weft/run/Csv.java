package dev.weft.run;

import dev.weft.Decimal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Tables as RFC 4180 has them, with lines that end in a line feed. */
public final class Csv {
  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private Csv() {}

  /** The rows of a file, by the names in its header. */
  public static List<Map<String, String>> rows(Path file) throws IOException {
    CSVFormat named = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = named.parse(Files.newBufferedReader(file))) {
      return parser.stream().map(CSVRecord::toMap).toList();
    }
  }

  /** The rows, the header first. */
  public static String text(Iterable<? extends List<?>> rows) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (List<?> row : rows) {
        printer.printRecord(row.stream().map(cell -> cell instanceof Double number ? Decimal.text(number) : cell));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
