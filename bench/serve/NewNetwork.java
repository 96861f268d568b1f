import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import dev.weft.zoo.Family;
import java.nio.file.Path;

/** Writes MobileNetV2 with random weights: what it predicts is nothing, how long that takes is the same. */
class NewNetwork {
  public static void main(String[] args) {
    Graph network = Family.MOBILENET_V2.network(Shape.of(224, 224, 3), 1000);
    Model model = Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    KerasFile.write(Path.of(args[0]), new KerasModel(model, Metadata.unknown(1000)));
  }
}
