package dev.weft.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program in Weft's place, which prints its arguments. */
public final class ShownArguments {
  private ShownArguments() {}

  public static void main(String[] args) {
    System.out.println(String.join(" ", args));
  }

  /** The program in a jar of the folder. */
  static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("arguments.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ShownArguments.class.getName());
    String file = ShownArguments.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry(file));
      ShownArguments.class.getClassLoader().getResourceAsStream(file).transferTo(entries);
    }
    return jar;
  }
}
