import dev.weft.dataset.*;
import dev.weft.model.*;
import dev.weft.train.*;

void main() {
  ImageDataset digits = Datasets.load("strokes");
  Graph network = Sequential.of(Input.of(28, 28), Flatten.of(), Dense.of(10).activation(Activation.SOFTMAX));
  Model model = Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
  model.fit(digits.train(), Fit.epochs(5));
  IO.println("test accuracy " + model.evaluate(digits.test()).accuracy());
}
