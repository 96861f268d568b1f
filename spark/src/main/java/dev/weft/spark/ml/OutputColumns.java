package dev.weft.spark.ml;

import dev.weft.classifier.Classification;
import dev.weft.classifier.TrainedModel;
import dev.weft.spark.ml.Answers.Answer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that predictions add; one of an empty name is left out.
 *
 * @param classification a struct, with the names of {@code weft predict --csv}
 * @param prediction the class's place among the outputs, a double as Spark's classifiers have it
 * @param probability all probabilities, a vector as Spark's classifiers have it
 */
record OutputColumns(String classification, String prediction, String probability) implements Serializable {
  /** All that a person wants to know of an image's class. */
  static StructType struct(String kind) {
    return new StructType()
        .add("class", DataTypes.StringType)
        .add("index", DataTypes.IntegerType)
        .add(kind, DataTypes.DoubleType)
        .add("unsure", DataTypes.BooleanType)
        .add("set", DataTypes.createArrayType(DataTypes.StringType, false))
        .add("unlikeness", DataTypes.DoubleType)
        .add("unlike", DataTypes.BooleanType)
        .add("notes", DataTypes.createArrayType(DataTypes.StringType, false))
        .add("error", DataTypes.StringType);
  }

  /**
   * A table's schema with these columns.
   *
   * @throws IllegalArgumentException if the table has one of them already
   */
  StructType addTo(StructType schema, TrainedModel model) {
    List<StructField> added = new ArrayList<>();
    if (!classification.isEmpty()) {
      added.add(new StructField(classification, struct(model.kind()), false, Metadata.empty()));
    }
    if (!prediction.isEmpty()) {
      Metadata names =
          NominalAttribute.defaultAttr()
              .withName(prediction)
              .withValues(named(model).toArray(String[]::new))
              .toMetadata();
      added.add(new StructField(prediction, DataTypes.DoubleType, true, names));
    }
    if (!probability.isEmpty()) {
      added.add(new StructField(probability, SQLDataTypes.VectorType(), true, Metadata.empty()));
    }
    StructType all = schema;
    for (StructField field : added) {
      if (List.of(all.fieldNames()).contains(field.name())) {
        throw new IllegalArgumentException(
            "the table has a column '%s' already; set outputCol, predictionCol or probabilityCol to another name."
                .formatted(field.name()));
      }
      all = all.add(field);
    }
    return all;
  }

  private static List<String> named(TrainedModel model) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < model.classNames().size(); i++) {
      all.add(i);
    }
    return model.called(all);
  }

  /** Adds what these columns hold. */
  void add(List<Object> cells, Answer answer, TrainedModel model) {
    Classification known = answer.classification();
    if (!classification.isEmpty()) {
      cells.add(
          known == null
              ? RowFactory.create(null, null, null, null, null, null, null, null, answer.error())
              : RowFactory.create(
                  known.best().name(),
                  known.best().index(),
                  known.best().probability(),
                  known.unsure().orElse(null),
                  known.setIndexes().isEmpty() ? null : model.called(known.setIndexes()).toArray(),
                  boxed(known.unlikeness()),
                  known.unlike().orElse(null),
                  known.remarks().toArray(),
                  null));
    }
    if (!prediction.isEmpty()) {
      cells.add(known == null ? null : (double) known.best().index());
    }
    if (!probability.isEmpty()) {
      cells.add(known == null ? null : Vectors.dense(known.probabilities()));
    }
  }

  private static Double boxed(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }
}
