package dev.weft.cli;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Brings the Vector API into the running JVM, then hands over to {@link Weft}.
 *
 * <p>{@code --add-modules jdk.incubator.vector} on the command line would make the JVM print a warning on standard
 * error before any code runs; a module that is loaded later, the way the JDK loads its own agents', does not. The jar's
 * manifest exports the JDK's package that this takes. Where the class is started without that manifest, the module is
 * there if the command line added it; else kernels are scalar.
 */
public final class Launch {
  private static final String VECTOR = "jdk.incubator.vector";

  private Launch() {}

  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    addVectorModule();
    if (args.length == 2 && args[0].equals("--first-use")) {
      FirstUse.run(Path.of(args[1]));
    } else {
      Weft.main(args);
    }
  }

  static void addVectorModule() throws ReflectiveOperationException {
    boolean isThere = ModuleLayer.boot().findModule(VECTOR).isPresent();
    boolean mayLoad = Object.class.getModule().isExported("jdk.internal.module", Launch.class.getModule());
    if (!isThere && mayLoad) {
      Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, VECTOR);
    }
  }
}
