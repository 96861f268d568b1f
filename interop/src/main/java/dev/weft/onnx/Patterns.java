package dev.weft.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Several operators that are one activation together, as exporters write them out: SiLU, GELU, Mish. */
final class Patterns {
  /** The domain of nodes that stand in their place; the operator is Weft's name of the activation. */
  static final String DOMAIN = "dev.weft";

  private static final double CLOSE = 1e-4;
  private static final double ROOT = Math.sqrt(2);

  private final Map<String, FileNode> makers = new HashMap<>();
  private final Map<String, List<FileNode>> readers = new HashMap<>();
  private final Map<String, FileArray> arrays;

  private Patterns(FileGraph graph) {
    arrays = new HashMap<>(graph.initializers());
    for (FileNode node : graph.nodes()) {
      node.outputs().forEach(output -> makers.put(output, node));
      node.inputs().forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
      if (node.operator().equals("Constant") && node.attributes().get("value") instanceof FileArray array) {
        node.outputs().forEach(output -> arrays.put(output, array));
      }
    }
  }

  /** The graph's nodes, with the last of such operators replaced; the others lead nowhere then. */
  static List<FileNode> found(FileGraph graph) {
    Patterns patterns = new Patterns(graph);
    return graph.nodes().stream().map(patterns::replaced).toList();
  }

  private FileNode replaced(FileNode node) {
    if (!node.operator().equals("Mul") || node.inputs().size() != 2) {
      return node;
    }
    for (int i = 0; i < 2; i++) {
      String value = node.inputs().get(i);
      String name = gate(value, node.inputs().get(1 - i));
      if (name != null) {
        return activation(node, name, value);
      }
    }
    return gelu(node).map(value -> activation(node, "GELU", value)).orElse(node);
  }

  private static FileNode activation(FileNode node, String name, String value) {
    return new FileNode(node.name(), name, DOMAIN, List.of(value), node.outputs(), Map.of());
  }

  /** The activation that is a value times this function of it; null for none. */
  private String gate(String value, String function) {
    FileNode maker = makers.get(function);
    if (maker == null) {
      return null;
    }
    String taken = taken(maker);
    return switch (maker.operator()) {
      case "Sigmoid" -> taken.equals(value) ? "SILU" : null;
      case "HardSigmoid" -> {
        boolean usual = Math.abs(maker.decimal("alpha", 0.2) - 1.0 / 6) < CLOSE && maker.decimal("beta", 0.5) == 0.5;
        yield usual && taken.equals(value) ? "HARD_SILU" : null;
      }
      case "Tanh" -> {
        FileNode softplus = makers.get(taken);
        boolean isMish = softplus != null && softplus.operator().equals("Softplus") && taken(softplus).equals(value);
        yield isMish ? "MISH" : null;
      }
      default -> null;
    };
  }

  /** The value x of a product of x, 1/2 and 1 + erf(x / sqrt(2)), in any order. */
  private Optional<String> gelu(FileNode product) {
    List<String> factors = new ArrayList<>();
    double scale = factors(product, factors, 0);
    if (factors.size() != 2 || Math.abs(scale - 0.5) > CLOSE) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      String value = factors.get(i);
      if (erf(factors.get(1 - i)).equals(Optional.of(value))) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Collects what is multiplied; gives the product of the numbers among it. */
  private double factors(FileNode product, List<String> factors, int depth) {
    double scale = 1;
    for (String input : product.inputs()) {
      FileNode maker = makers.get(input);
      boolean inner = maker != null && depth < 3 && maker.operator().equals("Mul") && readers.get(input).size() == 1;
      if (number(input).isPresent()) {
        scale *= number(input).get();
      } else if (inner) {
        scale *= factors(maker, factors, depth + 1);
      } else {
        factors.add(input);
      }
    }
    return scale;
  }

  /** The value x of 1 + erf(x / sqrt(2)). */
  private Optional<String> erf(String sum) {
    FileNode add = makers.get(sum);
    if (add == null || !add.operator().equals("Add") || add.inputs().size() != 2) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      FileNode erf = makers.get(add.inputs().get(i));
      boolean plusOne = number(add.inputs().get(1 - i)).filter(one -> one == 1).isPresent();
      if (plusOne && erf != null && erf.operator().equals("Erf")) {
        return scaled(taken(erf));
      }
    }
    return Optional.empty();
  }

  /** The value x of x / sqrt(2). */
  private Optional<String> scaled(String quotient) {
    FileNode maker = makers.get(quotient);
    if (maker == null || maker.inputs().size() != 2 || !Set.of("Div", "Mul").contains(maker.operator())) {
      return Optional.empty();
    }
    boolean divides = maker.operator().equals("Div");
    for (int i = 0; i < (divides ? 1 : 2); i++) {
      Optional<Double> by = number(maker.inputs().get(1 - i));
      if (by.isPresent() && Math.abs(by.get() - (divides ? ROOT : 1 / ROOT)) < CLOSE) {
        return Optional.of(maker.inputs().get(i));
      }
    }
    return Optional.empty();
  }

  /** A node's first input; empty where it has none. */
  private static String taken(FileNode node) {
    return node.inputs().isEmpty() ? "" : node.inputs().getFirst();
  }

  private Optional<Double> number(String name) {
    FileArray array = arrays.get(name);
    return array == null || array.elements() != 1 ? Optional.empty() : Optional.of((double) array.floats()[0]);
  }
}
