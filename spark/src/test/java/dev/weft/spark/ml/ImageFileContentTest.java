package dev.weft.spark.ml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How executors read image files. */
class ImageFileContentTest {
  private final Configuration files = new Configuration();

  @TempDir private java.nio.file.Path folder;

  private java.nio.file.Path file;

  /** A store that refuses as S3 does. */
  public static final class Refusing extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("refusing:///");
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
      if (path.getName().equals("quoting.png")) {
        throw new IOException(new IOException("Connection refused"));
      }
      IllegalStateException answer = new IllegalStateException("Access Denied.\nRequest: 7");
      throw new IOException("Error accessing it.", new IOException("of no use", answer));
    }
  }

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(folder.resolve("a b.png"), "content");
    files.setClass("fs.refusing.impl", Refusing.class, FileSystem.class);
  }

  private String refusal(String name) {
    return assertThrows(WeftException.class, () -> ImageFileContent.read(name, files)).getMessage();
  }

  @Test
  void aPathAndAUriAreReadWhole() {
    assertEquals("content", new String(ImageFileContent.read(file.toString(), files), UTF_8));
    assertEquals("content", new String(ImageFileContent.read("file:" + file, files), UTF_8));
  }

  @Test
  void whatAStoreAnsweredIsInTheSentence() {
    assertEquals("it cannot be read: Error accessing it: Access Denied.", refusal("refusing:" + file));
  }

  @Test
  void whatASentenceQuotesIsNotRepeated() throws IOException {
    java.nio.file.Path quoting = Files.writeString(folder.resolve("quoting.png"), "content");
    assertEquals("it cannot be read: java.io.IOException: Connection refused.", refusal("refusing:" + quoting));
  }

  @Test
  void aFolderAndAMissingFileAreRefused() {
    assertEquals("it must be a file; it is a folder.", refusal(folder.toString()));
    assertEquals(
        "it cannot be read: there is no such file, or this machine may not read it.", refusal(folder + "/away.png"));
  }
}
