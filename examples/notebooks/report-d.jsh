/// # Report D, step by step
///
/// The report asks how many hidden layers, and how many units in each, a network needs to read digits. It trains six
/// networks on MNIST and recommends one. Here are its steps in Java.

import dev.weft.chart.*;
import dev.weft.dataset.*;
import dev.weft.metrics.*;
import dev.weft.model.*;
import dev.weft.statistics.*;
import dev.weft.train.*;

/// ## The digits

ImageDataset digits = Datasets.load("mnist");
List<String> names = digits.train().classNames();
Charts.classCounts(digits.train(), true).titled("Training images")
Charts.classCounts(digits.test(), true).titled("Test images")

/// The first 50 images with their labels, and one image as the numbers of its pixels:

Charts.samples(digits.train(), 50)
Charts.numbers(digits.train(), 0)

/// The last fifth of the training images validates, as Keras's `validation_split=0.2` has it. Bytes become numbers from 0
/// to 1. The loss makes one-hot rows of the labels itself.

Split split = digits.train().last(0.2);
IO.println("to learn from: " + split.rest().size());
IO.println("to validate on: " + split.first().size());

/// ## One network of each shape

Graph network(int... hidden) {
  List<Layer> layers = new ArrayList<>(List.of(Input.of(28, 28), Flatten.of()));
  for (int units : hidden) {
    layers.add(Dense.of(units).activation(Activation.RELU));
  }
  layers.add(Dense.of(10).activation(Activation.SOFTMAX));
  return Sequential.of(layers);
}

Charts.network(network(128, 128))

/// ## The six experiments
///
/// Each learns for ten epochs by RMSprop, in batches of 32. This is the report's table of them:

int epochs = 10;
record Experiment(
    String name, String hidden, double reported, History history, Evaluation train, Evaluation test) {}

Experiment experiment(String name, double reported, int... hidden) {
  Model model = Model.compile(network(hidden), RMSprop.of(), Loss.CATEGORICAL_CROSSENTROPY, 1);
  History history =
      model.fit(split.rest(), Fit.epochs(epochs).validation(split.first()));
  Evaluation train = model.evaluate(split.rest());
  Evaluation test = model.evaluate(digits.test());
  return new Experiment(name, Arrays.toString(hidden), reported, history, train, test);
}

List<Experiment> experiments = List.of(
    experiment("D-1", 0.9748, 128),
    experiment("D-2", 0.9765, 128, 128),
    experiment("D-3", 0.9742, 64, 64),
    experiment("D-4", 0.9709, 64),
    experiment("D-5", 0.9798, 256),
    experiment("D-6", 0.9791, 256, 256));

/// Training accuracy beside validation accuracy, of the first and of the largest:

Charts.accuracy(experiments.getFirst().history().epochs(), ValueRange.FITTED).titled("D-1: 128 units")
Charts.accuracy(experiments.getLast().history().epochs(), ValueRange.FITTED).titled("D-6: twice 256 units")

/// From some epoch on only the training accuracy rises: the network learns its images by heart.
///
/// ## One network in detail

Experiment first = experiments.getFirst();
Predictions predictions = first.test().predictions();
Charts.predictions(digits.test(), predictions, 25)
Charts.probabilities(digits.test(), predictions, 8)

/// Confusion matrices of the training and of the test images:

Charts.confusion(first.train(), names).titled("D-1, training images")
Charts.confusion(first.test(), names).titled("D-1, test images")

/// The mistakes of which it was surest:

Charts.worstMistakes(digits.test(), predictions, 20)

/// Which two digits are confused most, and how? The report's figure of this mixes training images with predictions of test
/// images. Here both are the test's.

ConfusionMatrix.Confusion most = ConfusionMatrix.of(predictions).mostConfused(1).getFirst();
Charts.pair(digits.test(), predictions, most.actual(), most.predicted())

/// ## The results

String number(double value) {
  return String.format(Locale.ROOT, "%.4f", value);
}

List<List<String>> rows = new ArrayList<>();
rows.add(List.of("experiment", "units", "seconds", "train accuracy", "test accuracy", "reported"));
for (Experiment each : experiments) {
  double seconds = each.history().epochs().stream().mapToDouble(EpochResult::seconds).sum();
  rows.add(List.of(
      each.name(),
      each.hidden(),
      String.format(Locale.ROOT, "%.1f", seconds),
      number(each.train().accuracy()),
      number(each.test().accuracy()),
      number(each.reported())));
}

Charts.table("Six networks on MNIST", rows)

/// Test accuracies with their 95 % intervals:

List<Bar> bars = new ArrayList<>();
for (Experiment each : experiments) {
  ConfusionMatrix confusion = ConfusionMatrix.of(each.test().predictions());
  Interval interval = new Wilson(confusion.correct(), confusion.total()).interval();
  bars.add(new Bar(each.name(), each.test().accuracy(), interval.low(), interval.high()));
}

Charts.bars("Test accuracy", "accuracy", ValueRange.FITTED, bars)

/// ## Which one is recommended?
///
/// The report recommends the network with the smallest gap between training and test accuracy:

double gap(Experiment of) {
  return of.train().accuracy() - of.test().accuracy();
}

Experiment smallestGap = Collections.min(experiments, Comparator.comparingDouble(each -> gap(each)));
IO.println(smallestGap.name() + ": the gap is " + number(gap(smallestGap)));

/// A small gap says that a network learned little by heart, not that it reads well. For that one compares test accuracies:
/// is the best one really better than the others, or is that chance? McNemar's test asks about the images on which two
/// networks differ, and Holm's correction is for all comparisons together.

Experiment best =
    Collections.max(experiments, Comparator.comparingDouble(each -> each.test().accuracy()));
List<Experiment> others = experiments.stream().filter(each -> each != best).toList();
List<McNemar> tests = new ArrayList<>();
for (Experiment other : others) {
  boolean[] right = other.test().predictions().right();
  tests.add(McNemar.of(right, best.test().predictions().right()));
}
var verdicts = Holm.verdicts(tests);
for (int i = 0; i < others.size(); i++) {
  IO.println(others.get(i).name() + " against " + best.name() + ": " + verdicts.get(i).sentence());
}

/// ## Conclusion
///
/// Where a difference is not significant, the smaller network is as good a choice, and it learns faster. One training of
/// each says nothing about other seeds: `weft reproduce d --repeats 10` trains each ten times.
