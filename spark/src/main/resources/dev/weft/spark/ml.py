"""A trained model of Weft as a stage of Spark ML, for PySpark.

The module and the class have the names of the Java class, so that PySpark finds it in pipelines that were saved.
"""

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaTransformer
from pyspark.sql import SparkSession


class WeftModel(JavaTransformer, JavaMLReadable, JavaMLWritable):
    """Adds what a model says of the images in a column; WeftModel.of(path) reads the model."""

    inputCol = Param(
        Params._dummy(), "inputCol", "column of images: content, path or image struct", TypeConverters.toString
    )
    outputCol = Param(
        Params._dummy(), "outputCol", "column of the class and its doubts; empty for none", TypeConverters.toString
    )
    predictionCol = Param(
        Params._dummy(), "predictionCol", "column of the class's index; empty for none", TypeConverters.toString
    )
    probabilityCol = Param(
        Params._dummy(), "probabilityCol", "column of all probabilities; empty for none", TypeConverters.toString
    )
    raw = Param(
        Params._dummy(),
        "raw",
        "whether probabilities are the network's: not calibrated, without sets",
        TypeConverters.toBoolean,
    )
    invert = Param(Params._dummy(), "invert", "whether dark becomes light", TypeConverters.toBoolean)
    prepare = Param(
        Params._dummy(), "prepare", "auto, digit or none: how images are prepared", TypeConverters.toString
    )
    classNames = Param(
        Params._dummy(),
        "classNames",
        "names in place of the file's; empty for the file's",
        TypeConverters.toListString,
    )
    scaling = Param(
        Params._dummy(),
        "scaling",
        "rescale, none, minus-one-to-one or standardize=MEAN,STD; empty as the file says",
        TypeConverters.toString,
    )
    unsureBelow = Param(
        Params._dummy(), "unsureBelow", "probability; below 0 as the file says", TypeConverters.toFloat
    )
    maxPixels = Param(Params._dummy(), "maxPixels", "the most pixels of an image", TypeConverters.toInt)

    def __init__(self, java_model=None):
        super().__init__(java_model)
        if java_model is not None:
            self._resetUid(java_model.uid())
            self._transfer_params_from_java()

    @classmethod
    def of(cls, model):
        """Reads a .keras, .h5 or .onnx file or the model in a run's folder, at a path or a URI."""
        return cls(SparkSession.active()._jvm.dev.weft.spark.ml.WeftModel.of(str(model)))

    def setParams(self, **values):
        """Sets parameters by their names: setParams(inputCol="image", raw=True)."""
        return self._set(**values)

    @property
    def labels(self):
        """The names of the classes, in the order of the probabilities."""
        self._transfer_params_to_java()
        return list(self._java_obj.labels())
