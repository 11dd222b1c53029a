/**
 * {@code euge evaluate}: compares detections with ground truth, or with the detections of another
 * model.
 */
package io.euge.cli.evaluate;
