package dev.weft.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The argument whose value may stand for all of a kind's arguments, as in {@code {Dropout: 0.5}}, or for all of a
 * record's settings. The only argument of a kind needs no such mark.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shorthand {}
