package dev.weft.engine;

import dev.weft.model.Conv2D;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * In inference, a depthwise convolution and the products before and behind it, as in MobileNets: {@link DepthwiseRows}
 * makes some rows of each in turn.
 *
 * @param before a convolution that is a product of windows; null for none
 * @param padding zeros between the two that are not written; null for none
 * @param behind a 1x1 product; null for none
 */
record DepthwiseFusion(Part before, Node padding, Part depthwise, Part behind) implements Fusion {
  /**
   * Floats of one sample between two layers that are worth it, 1 MB: fewer stay in second caches as they are, while
   * rows that two threads need would be made twice.
   */
  private static final int LARGE = 1 << 18;

  /** A linear layer and what is done in place to its output. */
  record Part(Node node, Tail tail) {
    /** Null where what stands behind the node cannot be done in place. */
    static Part at(Node node, Graph graph, Predicate<String> isThere) {
      Tail tail = Tail.at(node, graph, isThere);
      return tail == null ? null : new Part(node, tail);
    }

    boolean addsNothing() {
      return tail.added(node).isEmpty();
    }

    Convolution.Operands operands(boolean useBias, Tensor x, Tensor y, List<Tensor> added, Compiler compiler) {
      return compiler.operands(node, "kernel", useBias, x, y, tail.function(added));
    }

    Node last() {
      return tail.nodes().isEmpty() ? node : tail.nodes().getLast();
    }

    Stream<Node> all() {
      return Stream.concat(Stream.of(node), tail.nodes().stream());
    }
  }

  /**
   * The fusion that begins at a node; null where none does.
   *
   * @param isUnwritten whether a node puts zeros around an image that its reader does without
   * @param isThere whether a value is computed before the node
   */
  static DepthwiseFusion at(Node node, Graph graph, Predicate<String> isUnwritten, Predicate<String> isThere) {
    boolean isProduct = isProduct(node, graph, isUnwritten);
    Part before = isProduct ? Part.at(node, graph, isThere) : null;
    if (isProduct && (before == null || !before.addsNothing())) {
      return null;
    }
    Node next = isProduct ? Fusion.onlyReader(before.last(), graph) : node;
    Node padding = isProduct && next != null && isUnwritten.test(next.name()) ? next : null;
    next = padding == null ? next : Fusion.onlyReader(padding, graph);
    Part depthwise = next != null && isDepthwise(next) ? Part.at(next, graph, isThere) : null;
    if (depthwise == null) {
      return null;
    }
    if (before != null && !depthwise.addsNothing()) {
      return null;
    }
    Part behind = depthwise.addsNothing() ? behind(depthwise, graph, isThere) : null;
    int between = before == null ? 0 : graph.shape(before.node()).elements();
    between = behind == null ? between : Math.max(between, graph.shape(depthwise.node()).elements());
    return between < LARGE ? null : new DepthwiseFusion(before, padding, depthwise, behind);
  }

  private static Part behind(Part depthwise, Graph graph, Predicate<String> isThere) {
    Node next = Fusion.onlyReader(depthwise.last(), graph);
    boolean isPixels =
        next != null
            && next.layer() instanceof Conv2D layer
            && layer.strides().equals(Size.of(1))
            && algorithm(layer, graph.inputShape(next), graph.shape(next)) == ConvolutionAlgorithm.PRODUCT_1X1;
    return isPixels ? Part.at(next, graph, isThere) : null;
  }

  private static boolean isDepthwise(Node node) {
    return node.layer() instanceof DepthwiseConv2D layer && layer.depthMultiplier() == 1;
  }

  private static boolean isProduct(Node node, Graph graph, Predicate<String> isUnwritten) {
    if (!(node.layer() instanceof Conv2D layer)) {
      return false;
    }
    return isUnwritten.test(node.inputs().getFirst())
        || switch (algorithm(layer, graph.inputShape(node), graph.shape(node))) {
          case PRODUCT_1X1, DIRECT -> true;
          default -> false;
        };
  }

  private static ConvolutionAlgorithm algorithm(Conv2D layer, Shape in, Shape out) {
    return ConvolutionAlgorithm.of(new Convolution(layer, in, out, false, null));
  }

  @Override
  public List<Node> others() {
    List<Node> all = new ArrayList<>();
    if (before != null) {
      before.all().forEach(all::add);
    }
    if (padding != null) {
      all.add(padding);
    }
    depthwise.all().forEach(all::add);
    if (behind != null) {
      behind.all().forEach(all::add);
    }
    return all.subList(1, all.size());
  }

  @Override
  public List<String> added() {
    Part last = behind == null ? depthwise : behind;
    return last.tail().added(last.node());
  }

  /**
   * The op of all of it.
   *
   * @param added what the last layer adds
   */
  Op op(Compiler compiler, Graph graph, Tensor x, Tensor y, List<Tensor> added) {
    Tensor in = before == null ? x : Tensor.passing(graph.shape(before.node));
    Tensor out = behind == null ? y : Tensor.passing(graph.shape(depthwise.node));
    return new DepthwiseRows(
        before == null ? null : product(before, x, in, List.of(), compiler),
        depthwise(in, out, behind == null ? added : List.of(), compiler),
        behind == null ? null : product(behind, out, y, added, compiler),
        compiler.buffers(),
        compiler.workers());
  }

  private static Conv2DOp product(Part part, Tensor x, Tensor y, List<Tensor> added, Compiler compiler) {
    Conv2D layer = (Conv2D) part.node.layer();
    Windows windows = Windows.of(layer, x.shape(), y.shape()).behind(padding(part, compiler));
    return new Conv2DOp(layer, windows, part.operands(layer.useBias(), x, y, added, compiler));
  }

  private DepthwiseOp depthwise(Tensor x, Tensor y, List<Tensor> added, Compiler compiler) {
    DepthwiseConv2D layer = (DepthwiseConv2D) depthwise.node.layer();
    Windows windows = Windows.of(layer, x.shape(), y.shape()).behind(padding(depthwise, compiler));
    return new DepthwiseOp(windows, depthwise.operands(layer.useBias(), x, y, added, compiler));
  }

  private static Sides padding(Part part, Compiler compiler) {
    return compiler.padding(part.node.inputs().getFirst());
  }
}
