/**
 * {@code euge demo}: runs the Spark job on synthetic clips, with a shared model and with private
 * copies, and compares the detections with ground truth.
 */
package io.euge.demo;
