package io.euge.dist;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test class that compares times and therefore runs beside no other, see {@link Turns}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Alone {}
