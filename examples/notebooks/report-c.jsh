/// # Report C, step by step
///
/// The report trains two networks: a fully connected one on Fashion-MNIST, and one like LeNet-5 on MNIST. Here both are
/// described, trained and judged in Java. The report prints a test accuracy of 0.868 for the first and 0.9884 for the
/// second.

import dev.weft.chart.*;
import dev.weft.dataset.*;
import dev.weft.metrics.*;
import dev.weft.model.*;
import dev.weft.statistics.*;
import dev.weft.train.*;

/// ## The clothes
///
/// Fashion-MNIST has 60,000 images to learn from and 10,000 to test on, of 28 × 28 grey pixels. The report looks at nine.

ImageDataset clothes = Datasets.load("fashion-mnist");
List<String> names = clothes.train().classNames();
Charts.samples(clothes.train(), 9)

/// The first 5,000 training images validate, as in the report. The bytes of an image become numbers from 0 to 1, which is
/// what a network does here unless one says otherwise.

Split clothesSplit = clothes.train().first(5_000);
IO.println("to learn from: " + clothesSplit.rest().size());
IO.println("to validate on: " + clothesSplit.first().size());

/// ## A fully connected network
///
/// Two hidden layers of 320 and 130 units. Both penalties, L1 and L2, are on every layer's weights.

Regularizer both = new Regularizer.L1L2(1e-4, 1e-4);
Graph full = Sequential.of(
    Input.of(28, 28),
    Flatten.of(),
    Dense.of(320).activation(Activation.RELU).kernelRegularizer(both),
    Dense.of(130).activation(Activation.RELU).kernelRegularizer(both),
    Dense.of(10).activation(Activation.SOFTMAX).kernelRegularizer(both));
full.summary()

/// ## Training
///
/// Adam, batches of 32, eight epochs: the report's settings.

int fullEpochs = 8;
Model fullModel = Model.compile(full, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
Fit fullFit = Fit.epochs(fullEpochs).validation(clothesSplit.first());
History fullHistory = fullModel.fit(clothesSplit.rest(), fullFit);
Charts.history(fullHistory.epochs(), ValueRange.FITTED, ValueRange.ZERO_TO_ONE)

/// The loss of training has the penalties in it, and so it is above that of validation at first.
///
/// ## The test
///
/// An accuracy is measured on 10,000 images, so it has an interval. The report's 0.868 is met if it lies within.

Evaluation fullTest = fullModel.evaluate(clothes.test());
ConfusionMatrix fullConfusion = ConfusionMatrix.of(fullTest.predictions());
IO.println("test loss " + String.format(Locale.ROOT, "%.4f", fullTest.loss()));
new Wilson(fullConfusion.correct(), fullConfusion.total()).sentence()

/// The confusion matrix of the training images, then that of the test images:

Charts.confusion(fullModel.evaluate(clothesSplit.rest()), names).titled("Training images")
Charts.confusion(fullTest, names).titled("Test images")

/// Which clothes are confused most? The report names coats, pullovers, shirts and T-shirts.

for (ConfusionMatrix.Confusion pair : fullConfusion.mostConfused(5)) {
  String actual = names.get(pair.actual());
  IO.println(actual + " taken for " + names.get(pair.predicted()) + ": " + pair.count());
}

Charts.worstMistakes(clothes.test(), fullTest.predictions(), 20)

/// ## A convolutional network
///
/// The report says that its second network learns clothes, too. Its code loads MNIST, and so do we.

ImageDataset digits = Datasets.load("mnist");
Split digitsSplit = digits.train().first(5_000);
Charts.samples(digits.train(), 9)

Regularizer small = new Regularizer.L2(1e-4);
Graph lenet = Sequential.of(
    Input.of(28, 28, 1),
    Conv2D.of(6, 5).padding(Padding.SAME).activation(Activation.TANH),
    MaxPooling2D.of(2),
    Conv2D.of(16, 5).activation(Activation.TANH),
    MaxPooling2D.of(2),
    Conv2D.of(120, 5).activation(Activation.TANH),
    Flatten.of(),
    Dense.of(84).activation(Activation.RELU).kernelRegularizer(small),
    Dense.of(10).activation(Activation.SOFTMAX).kernelRegularizer(small));
Charts.network(lenet)

int lenetEpochs = 5;
Model lenetModel = Model.compile(lenet, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
Fit lenetFit = Fit.epochs(lenetEpochs).validation(digitsSplit.first());
History lenetHistory = lenetModel.fit(digitsSplit.rest(), lenetFit);
Charts.history(lenetHistory.epochs(), ValueRange.FITTED, ValueRange.ZERO_TO_ONE)

Evaluation lenetTest = lenetModel.evaluate(digits.test());
ConfusionMatrix lenetConfusion = ConfusionMatrix.of(lenetTest.predictions());
IO.println("test loss " + String.format(Locale.ROOT, "%.4f", lenetTest.loss()));
new Wilson(lenetConfusion.correct(), lenetConfusion.total()).sentence()

Charts.confusion(lenetTest, digits.test().classNames())
Charts.worstMistakes(digits.test(), lenetTest.predictions(), 20)

/// ## What the first layer looks for
///
/// Six filters of 5 × 5. Bright places ask for ink, dark ones for its absence.

Charts.filters(lenetModel)

/// ## Beside the report

String row(String network, double reported, ConfusionMatrix ours) {
  Interval within = new Wilson(ours.correct(), ours.total()).interval();
  String verdict = reported > within.high() ? "not met" : reported < within.low() ? "better" : "met";
  return String.format(
      Locale.ROOT, "%-16s  reported %.4f  here %.4f (%.4f to %.4f)  %s",
      network, reported, ours.accuracy(), within.low(), within.high(), verdict);
}

IO.println(row("fully connected", 0.868, fullConfusion));
IO.println(row("LeNet", 0.9884, lenetConfusion));

/// The report trained once, and so did we. Another seed gives another figure: `weft reproduce c --repeats 10` says how
/// far apart ten of them are.
