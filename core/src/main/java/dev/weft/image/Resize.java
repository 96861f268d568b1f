package dev.weft.image;

/** How an image comes to another shape than its own. */
public enum Resize {
  /** It is scaled until it just covers the shape; what stands over at both sides is cut off. */
  CROP,
  /** It is scaled until it just fits into the shape; what it leaves free has the mean colour of its border. */
  PAD,
  /** Its height and its width are scaled each by its own factor. */
  STRETCH
}
