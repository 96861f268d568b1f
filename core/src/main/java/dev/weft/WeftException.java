package dev.weft;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Something in the user's world is wrong: a file, a setting, a download. The message is one sentence for a person: the
 * rule, what was received, what to do. It begins in lower case, as it may follow a place ({@code mine.yaml:3:7: }), and
 * ends with a full stop. It is one line that a terminal may show ({@link Quoted}). Misuse of the Java API is an {@link
 * IllegalArgumentException} instead, with a sentence of the same form.
 */
public class WeftException extends RuntimeException {
  public WeftException(String message) {
    super(Quoted.line(message));
  }

  public WeftException(String message, Throwable cause) {
    super(Quoted.line(message), cause);
  }

  /** A file that is not there or cannot be read. */
  public static WeftException unreadable(Path file, IOException e) {
    return new WeftException(
        e instanceof NoSuchFileException
            ? "there is no file " + file + "; check the path."
            : "%s cannot be read: %s.".formatted(file, reason(e)),
        e);
  }

  /** A file that cannot be written. */
  public static WeftException unwritable(Path file, IOException e) {
    return new WeftException("%s cannot be written: %s; choose another place.".formatted(file, reason(e)), e);
  }

  /** Why reading or writing failed, in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no such file or folder";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException file -> file.getFile() + " is a file";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case UnknownHostException unknown -> "no host " + unknown.getMessage() + " is known; is there a network?";
      case EOFException end -> "it ends too early";
      case CharacterCodingException text -> "it holds bytes that are no text in UTF-8";
      case ZipException zip -> "what is compressed in it is damaged";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().replaceFirst("\\.$", "");
    };
  }
}
