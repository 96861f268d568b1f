package dev.weft.source;

import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a Parquet file say what of an image.
 *
 * @param bytes of the image file
 * @param path of the image file; empty where the file has no such column
 * @param group empty where there is none
 */
record ParquetColumns(
    ColumnSchema bytes,
    Optional<ColumnSchema> path,
    ColumnSchema label,
    Optional<ColumnSchema> group,
    List<String> notes) {
  private static final Set<String> IMAGES =
      Set.of("image", "img", "images", "jpg", "jpeg", "png", "webp", "image_bytes");
  private static final List<String> LABELS =
      List.of("label", "labels", "fine_label", "class", "target", "cls", "category", "y", "digit", "character");

  static ParquetColumns of(ParquetFile file, SourceOptions options) {
    List<ColumnSchema> columns = file.schema().getColumns();
    ColumnSchema bytes = image(file, columns);
    Optional<ColumnSchema> path =
        columns.stream()
            .filter(column -> column.fieldPath().elements().equals(List.of(top(bytes), "path")))
            .findFirst();
    List<ColumnSchema> flat =
        columns.stream().filter(column -> column.fieldPath().elements().size() == 1 && !column.equals(bytes)).toList();
    List<ColumnSchema> labels = labels(file, flat, options);
    if (labels.isEmpty()) {
      throw new WeftException(
          "%s: which column has the labels? it has %s; name the column as 'label'."
              .formatted(
                  file.path(), flat.isEmpty() ? "none" : Quoted.list(flat.stream().map(ColumnSchema::name).toList())));
    }
    Optional<ColumnSchema> group =
        flat.stream()
            .filter(column -> column.name().equals(options.group().isEmpty() ? "group" : options.group()))
            .findFirst();
    List<String> notes =
        labels.size() == 1
            ? List.of()
            : List.of(
                "The labels are those of '%s'; there are others: %s."
                    .formatted(
                        Quoted.text(labels.getFirst().name()),
                        Quoted.list(labels.stream().skip(1).map(ColumnSchema::name).toList())));
    return new ParquetColumns(bytes, path, labels.getFirst(), group, notes);
  }

  private static String top(ColumnSchema column) {
    return column.fieldPath().topLevelName();
  }

  private static ColumnSchema image(ParquetFile file, List<ColumnSchema> columns) {
    List<ColumnSchema> images =
        columns.stream()
            .filter(column -> column.maxRepetitionLevel() == 0 && column.type() == PhysicalType.BYTE_ARRAY)
            .filter(
                column -> isStruct(column) || column.logicalType() == null && column.fieldPath().elements().size() == 1)
            .toList();
    return images.stream()
        .filter(column -> IMAGES.contains(top(column).toLowerCase(Locale.ROOT)))
        .findFirst()
        .or(() -> images.stream().filter(ParquetColumns::isStruct).findFirst())
        .or(() -> images.stream().findFirst())
        .orElseThrow(() ->
            new WeftException(
                "%s: images are a column of binary, or of Hugging Face's {bytes, path}, such as 'image'; the columns are %s; encode the images as PNG first."
                    .formatted(
                        file.path(), Quoted.list(columns.stream().map(ParquetColumns::top).distinct().toList()))));
  }

  private static boolean isStruct(ColumnSchema column) {
    return column.fieldPath().elements().size() == 2 && column.fieldPath().leafName().equals("bytes");
  }

  private static List<ColumnSchema> labels(ParquetFile file, List<ColumnSchema> flat, SourceOptions options) {
    if (!options.label().isEmpty()) {
      return flat.stream().filter(column -> column.name().equals(options.label())).toList();
    }
    List<ColumnSchema> classes = flat.stream().filter(column -> !file.classNames(column.name()).isEmpty()).toList();
    if (!classes.isEmpty()) {
      return classes;
    }
    List<ColumnSchema> known =
        LABELS.stream().flatMap(name -> flat.stream().filter(column -> column.name().equalsIgnoreCase(name))).toList();
    return known.isEmpty() && flat.size() == 1 ? flat : known;
  }
}
