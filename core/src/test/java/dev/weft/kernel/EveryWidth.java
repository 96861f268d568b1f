package dev.weft.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests that the build runs several times: as any other, and once for each value of {@code weft.lanes}. */
@Tag("every-width")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryWidth {}
