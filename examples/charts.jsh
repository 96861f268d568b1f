import dev.weft.chart.*
import dev.weft.dataset.*
import dev.weft.metrics.*
import dev.weft.model.*
import dev.weft.train.*

ImageDataset digits = Datasets.load("strokes")
Split split = digits.train().last(0.1)
Graph network = Sequential.of(Input.of(28, 28), Flatten.of(), Dense.of(64).activation(Activation.RELU), Dense.of(10).activation(Activation.SOFTMAX))
Model model = Model.compile(network, Adam.of(), Loss.SparseCategoricalCrossentropy.of(), 1)
History history = model.fit(split.rest(), Fit.epochs(3).validation(split.first()))
Evaluation evaluation = model.evaluate(digits.test())
Predictions predictions = evaluation.predictions()

Path folder = Path.of("charts")
Files.createDirectories(folder)
ChartFormat.SVG.write(Charts.curves(history), folder, "curves")
ChartFormat.SVG.write(Charts.confusion(evaluation, digits.test().classNames()), folder, "confusion")
ChartFormat.PDF.write(Charts.network(network), folder, "network")
ChartFormat.PNG.write(Charts.worstMistakes(digits.test(), predictions, 20), folder, "mistakes")
/exit
