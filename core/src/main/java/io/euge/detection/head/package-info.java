/**
 * Turns the raw outputs of a network into boxes in pixels of the source frame. The only package
 * that knows model families: each is a {@link io.euge.detection.head.Head}, a recognizer and a
 * postprocessor.
 */
package io.euge.detection.head;
