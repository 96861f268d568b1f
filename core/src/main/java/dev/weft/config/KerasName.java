package dev.weft.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name in Keras (and in experiment files) where it is not the Java name in Keras's spelling. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface KerasName {
  String value();

  /** What people write instead, of a component; read as {@link #value}. */
  String[] also() default {};
}
