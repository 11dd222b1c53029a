/**
 * Turns the outputs of a model into boxes: one postprocessor for each model family, and
 * suppression.
 */
package io.euge.detection.head;
