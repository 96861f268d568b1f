package dev.weft.check;

import java.util.List;

/** One question about a data set, answered from what was seen of its images. */
interface Check {
  /** What is to be known; nothing where all is well. */
  List<Finding> in(Survey survey);
}
