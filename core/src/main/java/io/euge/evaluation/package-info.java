/**
 * How good detections are against what the pictures truly show, by COCO's rules: average precision,
 * and precision and recall at a confidence.
 */
package io.euge.evaluation;
