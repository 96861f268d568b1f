package dev.weft.explain.attribution;

/**
 * The gradient of a class's score by the numbers that enter the network; a pixel gets the largest absolute value of its
 * channels. See Simonyan et al., <a href="https://arxiv.org/abs/1312.6034">Deep Inside Convolutional Networks</a>
 * (2014).
 */
public record InputGradient() implements AttributionMethod {
  @Override
  public String title() {
    return "Input gradient";
  }

  @Override
  public Attribution attribute(ScoredNetwork network, byte[] pixels, int label) {
    float[] inputs = network.inputs(pixels);
    float[] gradient = Attribution.floats(network.meanGradient(1, ScoredNetwork.of(inputs), label));
    float[] map = Attribution.sizes(gradient, network.image().last());
    return Attribution.of(this, label, network.image(), gradient, map);
  }
}
