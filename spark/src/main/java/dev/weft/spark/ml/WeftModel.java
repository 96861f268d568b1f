package dev.weft.spark.ml;

import dev.weft.WeftException;
import dev.weft.classifier.TrainedModel;
import dev.weft.image.ImageFile;
import dev.weft.image.PrepareAs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A trained model as a stage of Spark ML: it adds what the model says of the images in a column. The scores are those
 * of {@code weft predict}, bit for bit, in any partitioning.
 *
 * <pre>{@code
 * Dataset<Row> images = spark.read().format("binaryFile").load("hdfs://.../photos");
 * WeftModel model = WeftModel.of("runs/b-cnn");
 * model.transform(images).select("path", "classification.class", "classification.error").show();
 * }</pre>
 *
 * The input column holds files' contents (binary), their paths (string), or Spark's image struct. Three columns are
 * added: {@code outputCol}, a struct of the class and how far it can be believed; {@code predictionCol} and {@code
 * probabilityCol}, as Spark's classifiers have them. Probabilities are calibrated where the model's file says how. An
 * image that cannot be read is a row whose {@code error} is a sentence.
 *
 * <p>Each executor gets the model once and has one predictor, which its tasks share; a task computes on one thread.
 */
public final class WeftModel extends Transformer implements MLWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final ModelContent content;
  private final Param<String> inputCol;
  private final Param<String> outputCol;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;
  private final BooleanParam raw;
  private final BooleanParam invert;
  private final Param<String> prepare;
  private final StringArrayParam classNames;
  private final Param<String> scaling;
  private final DoubleParam unsureBelow;
  private final LongParam maxPixels;

  WeftModel(String uid, ModelContent content) {
    this.uid = uid;
    this.content = content;
    inputCol = new Param<>(uid, "inputCol", "column of images: content, path or image struct", String.class);
    outputCol = new Param<>(uid, "outputCol", "column of the class and its doubts; empty for none", String.class);
    predictionCol = new Param<>(uid, "predictionCol", "column of the class's index; empty for none", String.class);
    probabilityCol = new Param<>(uid, "probabilityCol", "column of all probabilities; empty for none", String.class);
    raw = new BooleanParam(this, "raw", "whether probabilities are the network's: not calibrated, without sets");
    invert = new BooleanParam(this, "invert", "whether dark becomes light");
    prepare = new Param<>(uid, "prepare", "auto, digit or none: how images are prepared", String.class);
    classNames = new StringArrayParam(this, "classNames", "names in place of the file's; empty for the file's");
    scaling =
        new Param<>(
            uid,
            "scaling",
            "rescale, none, minus-one-to-one or standardize=MEAN,STD; empty as the file says",
            String.class);
    unsureBelow = new DoubleParam(this, "unsureBelow", "probability; below 0 as the file says");
    maxPixels = new LongParam(this, "maxPixels", "the most pixels of an image");
    setDefault(inputCol, "content");
    setDefault(outputCol, "classification");
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(raw, false);
    setDefault(invert, false);
    setDefault(prepare, "auto");
    setDefault(classNames, new String[0]);
    setDefault(scaling, "");
    setDefault(unsureBelow, -1.0);
    setDefault(maxPixels, ImageFile.MOST_PIXELS);
  }

  /**
   * Reads a {@code .keras}, {@code .h5} or {@code .onnx} file, or the model in a run's folder.
   *
   * @param model a path on this machine, or the URI of a file or folder that Hadoop reaches
   * @throws WeftException if it cannot be read, or its network takes no images
   */
  public static WeftModel of(String model) {
    ModelContent content = ModelLocation.read(model);
    WeftModel stage = new WeftModel(Identifiable.randomUID("weft"), content);
    stage.model();
    return stage;
  }

  /** As {@link #of(String)}. */
  public static WeftModel of(Path model) {
    return of(model.toString());
  }

  /** Reads a stage that was saved. */
  public static WeftModel load(String path) {
    return read().load(path);
  }

  /** What reads saved stages. */
  public static MLReader<WeftModel> read() {
    return new WeftModelReader();
  }

  @Override
  public MLWriter write() {
    return new WeftModelWriter(this);
  }

  ModelContent content() {
    return content;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public WeftModel copy(ParamMap extra) {
    return copyValues(new WeftModel(uid, content), extra);
  }

  /** The names of the classes, in the order of the probabilities. */
  public List<String> labels() {
    return model().classNames();
  }

  /** What a person should know of the model, a sentence each. */
  public List<String> notes() {
    return model().notes();
  }

  private TrainedModel model() {
    return Classifiers.of(content.checksum(), content::bytes, content.name(), asking()).trained();
  }

  private Asking asking() {
    return new Asking(
        (Boolean) getOrDefault(raw),
        (Boolean) getOrDefault(invert),
        preparation(),
        List.of(getOrDefault(classNames)),
        getOrDefault(scaling),
        (Double) getOrDefault(unsureBelow),
        (Long) getOrDefault(maxPixels));
  }

  private PrepareAs preparation() {
    String word = getOrDefault(prepare);
    for (PrepareAs known : PrepareAs.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(word)) {
        return known;
      }
    }
    throw new IllegalArgumentException("prepare must be auto, digit or none; received '" + word + "'.");
  }

  private OutputColumns output() {
    return new OutputColumns(getOrDefault(outputCol), getOrDefault(predictionCol), getOrDefault(probabilityCol));
  }

  /**
   * @throws IllegalArgumentException if the input column is missing or of another type, or an output column is there
   */
  @Override
  public StructType transformSchema(StructType schema) {
    ImageColumn.of(schema, getOrDefault(inputCol));
    return output().addTo(schema, model());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    StructType predicted = transformSchema(schema);
    ImageColumn column = ImageColumn.of(schema, getOrDefault(inputCol));
    SparkContext context = dataset.sparkSession().sparkContext();
    PredictedRows rows =
        new PredictedRows(
            content.checksum(),
            content.sentTo(context),
            content.name(),
            asking(),
            column,
            column == ImageColumn.FILE ? SerializableConfiguration.broadcast(context) : null,
            schema.fieldIndex(getOrDefault(inputCol)),
            output());
    return dataset.toDF().mapPartitions(rows, Encoders.row(predicted)).select(described(predicted));
  }

  /** All columns with what is known of them, which a map over rows forgets. */
  private static Column[] described(StructType schema) {
    Column[] columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = schema.fields()[i];
      columns[i] = functions.col("`" + field.name().replace("`", "``") + "`").as(field.name(), field.metadata());
    }
    return columns;
  }

  /** The column of images; {@code content} by default. */
  public Param<String> inputCol() {
    return inputCol;
  }

  public String getInputCol() {
    return getOrDefault(inputCol);
  }

  public WeftModel setInputCol(String value) {
    set(inputCol, value);
    return this;
  }

  /** The column of the class and how far it can be believed; {@code classification} by default, empty for none. */
  public Param<String> outputCol() {
    return outputCol;
  }

  public String getOutputCol() {
    return getOrDefault(outputCol);
  }

  public WeftModel setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /** The column of the class's index; {@code prediction} by default, empty for none. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  public String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  public WeftModel setPredictionCol(String value) {
    set(predictionCol, value);
    return this;
  }

  /** The column of all probabilities; {@code probability} by default, empty for none. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public String getProbabilityCol() {
    return getOrDefault(probabilityCol);
  }

  public WeftModel setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  /** Whether probabilities are those of the network: not calibrated, without sets and unlikeness. */
  public BooleanParam raw() {
    return raw;
  }

  public boolean getRaw() {
    return (Boolean) getOrDefault(raw);
  }

  public WeftModel setRaw(boolean value) {
    set(raw, value);
    return this;
  }

  /** Whether dark becomes light, where an image is not read as a digit. */
  public BooleanParam invert() {
    return invert;
  }

  public boolean getInvert() {
    return (Boolean) getOrDefault(invert);
  }

  public WeftModel setInvert(boolean value) {
    set(invert, value);
    return this;
  }

  /** {@code auto}, the default, {@code digit} or {@code none}, as {@code weft predict --prepare} has it. */
  public Param<String> prepare() {
    return prepare;
  }

  public String getPrepare() {
    return getOrDefault(prepare);
  }

  public WeftModel setPrepare(String value) {
    set(prepare, value);
    return this;
  }

  /** Names of the classes in place of the file's; none, the default, for those of the file. */
  public StringArrayParam classNames() {
    return classNames;
  }

  public String[] getClassNames() {
    return getOrDefault(classNames);
  }

  public WeftModel setClassNames(String[] value) {
    set(classNames, value);
    return this;
  }

  /** As {@code weft predict --scaling} has it; empty, the default, for what the file says. */
  public Param<String> scaling() {
    return scaling;
  }

  public String getScaling() {
    return getOrDefault(scaling);
  }

  public WeftModel setScaling(String value) {
    set(scaling, value);
    return this;
  }

  /** The best probability, 0 to 1, below which a prediction is unsure; below 0, the default, as the file says. */
  public DoubleParam unsureBelow() {
    return unsureBelow;
  }

  public double getUnsureBelow() {
    return (Double) getOrDefault(unsureBelow);
  }

  public WeftModel setUnsureBelow(double value) {
    set(unsureBelow, value);
    return this;
  }

  /** The most pixels that an image may have before it is decoded; 300 million by default. */
  public LongParam maxPixels() {
    return maxPixels;
  }

  public long getMaxPixels() {
    return (Long) getOrDefault(maxPixels);
  }

  public WeftModel setMaxPixels(long value) {
    set(maxPixels, value);
    return this;
  }
}
