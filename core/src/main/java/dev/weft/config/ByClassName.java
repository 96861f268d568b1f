package dev.weft.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A sealed type whose kinds are written as Keras's class names, such as {@code Adam}. Those of others are written in
 * snake case, such as {@code glorot_uniform}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ByClassName {}
