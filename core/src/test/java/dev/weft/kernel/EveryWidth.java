package dev.weft.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that the build runs several times: as any other, once as scalar code and, in the profile {@code thorough}, once
 * for each width of vectors.
 */
@Tag("every-width")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryWidth {}
