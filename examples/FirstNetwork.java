import static dev.weft.model.Activation.RELU;
import static dev.weft.model.Activation.SOFTMAX;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Split;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Predictions;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import dev.weft.train.EarlyStopping;
import dev.weft.train.EpochResult;
import dev.weft.train.Evaluation;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.Model;
import dev.weft.train.Monitor;

/** A small convolutional network, from images to mistakes; {@code docs/java.md} says how to run it. */
class FirstNetwork {
  public static void main(String[] arguments) {
    ImageDataset digits = Datasets.load(arguments.length > 0 ? arguments[0] : "strokes");
    Split split = digits.train().last(0.1);

    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            Conv2D.of(16, 3).activation(RELU),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dropout.of(0.25),
            Dense.of(10).activation(SOFTMAX));
    System.out.print(network.summary());

    Model model = Model.compile(network, Adam.of(1e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    History history =
        model.fit(
            split.rest(),
            Fit.epochs(10).batchSize(64).validation(split.first()).callback(new EarlyStopping(Monitor.VAL_LOSS, 2)));
    for (EpochResult epoch : history.epochs()) {
      System.out.printf("epoch %d: loss %.4f, validation %.4f%n", epoch.epoch() + 1, epoch.loss(), epoch.valAccuracy());
    }
    history.notes().forEach(System.out::println);

    Evaluation test = model.evaluate(digits.test());
    Predictions predictions = test.predictions();
    System.out.printf("test accuracy %.4f%n", test.accuracy());
    ConfusionMatrix.of(predictions).mostConfused(3).forEach(System.out::println);
  }
}
