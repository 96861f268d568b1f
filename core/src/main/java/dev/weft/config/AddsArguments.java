package dev.weft.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record of one of several kinds, its first component, and of more arguments, which stand among those of the kind:
 * {@code {Conv2D: {filters: 8, kernel_size: 3, name: stem}}}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AddsArguments {}
