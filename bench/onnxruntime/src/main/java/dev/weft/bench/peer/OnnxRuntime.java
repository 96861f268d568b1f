package dev.weft.bench.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.bench.compare.Clock;
import dev.weft.bench.compare.Side;
import dev.weft.bench.compare.Task;
import dev.weft.model.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime, which only infers. Inputs lie in a direct buffer, which it reads without a copy. */
public final class OnnxRuntime implements Side {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private Task task;
  private OrtSession session;
  private FloatBuffer input;
  private float[] outputs;

  public static void main(String[] words) {
    Side.run(new OnnxRuntime(), words);
  }

  @Override
  public String version() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public void open(Task task) throws OrtException {
    this.task = task;
    input =
        ByteBuffer.allocateDirect(task.batch() * task.features() * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    outputs = new float[task.batch() * task.classes()];
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(task.threads());
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.addConfigEntry("session.set_denormal_as_zero", "1");
    session = environment.createSession(OnnxModel.of(task.network(), task.variables()), options);
  }

  @Override
  public boolean channelsFirst() {
    return true;
  }

  @Override
  public void train(Clock clock) {
    throw new UnsupportedOperationException("it only infers");
  }

  @Override
  public float[] predict(float[] images, int samples) throws OrtException {
    Shape image = task.network().input();
    input.clear().put(images, 0, samples * task.features()).flip();
    long[] shape = {samples, image.size(2), image.size(0), image.size(1)};
    try (OnnxTensor x = OnnxTensor.createTensor(environment, input, shape);
        OrtSession.Result result = session.run(Map.of("images", x))) {
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(outputs, 0, samples * task.classes());
      return outputs;
    }
  }
}
