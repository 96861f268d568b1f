package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Refuses Python's pickles, such as the Python version of CIFAR-10: reading one runs whatever program it holds. */
final class Pickles implements TreeFormat {
  private static final int START = 16;
  private static final int MOST_LOOKED_AT = 100;

  @Override
  public Optional<ImageSource> open(FileTree tree, SourceOptions options) {
    if (tree.chosen().isPresent()) {
      int chosen = tree.files().indexOf(tree.chosen().get());
      if (chosen >= 0) {
        requireNone(tree, chosen);
      }
      return Optional.empty();
    }
    if (tree.files().stream().noneMatch(ImageFile::isNamedAsImage)) {
      for (int file = 0; file < Math.min(MOST_LOOKED_AT, tree.files().size()); file++) {
        requireNone(tree, file);
      }
    }
    return Optional.empty();
  }

  private static void requireNone(FileTree tree, int file) {
    String path = tree.files().get(file);
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean torch = name.equals("data.pkl");
    if (!torch && !isPickle(new String(tree.start(file, START), StandardCharsets.ISO_8859_1))) {
      return;
    }
    String instead =
        (path + tree.path()).toLowerCase(Locale.ROOT).contains("cifar-100")
            ? "take the binary version of CIFAR-100, cifar-100-binary.tar.gz"
            : name.matches("(data|test)_batch.*|batches\\.meta")
                ? "take the binary version of CIFAR-10, cifar-10-binary.tar.gz"
                : "save the arrays with numpy.savez, or the images in a folder per class";
    throw new WeftException(
        "data must be read without running it; '%s' is %s, which may run any program when it is read; %s."
            .formatted(
                Quoted.text(torch ? tree.path() : path), torch ? "a file of PyTorch" : "a Python pickle", instead));
  }

  /** By the first instructions: the protocol, then a frame, a dictionary, a list or a class; or those of protocol 0. */
  private static boolean isPickle(String start) {
    return start.matches("(?s)\u0080[\u0002-\u0005][\u0095}\\](cNXqK\u0089\u0088].*")
        || start.matches("(?s)(\\((dp|lp|i)\\d*\n|[}\\]]q|c(copy_reg|numpy|collections|__builtin__)).*");
  }
}
