/**
 * Evaluates detections against ground truth by COCO's rules: average precision, and precision and
 * recall at a confidence.
 */
package io.euge.evaluation;
