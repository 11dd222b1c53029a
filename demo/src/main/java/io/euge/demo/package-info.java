/**
 * {@code euge demo}: a few synthetic clips through the real Spark job, with the model shared and
 * not, compared with ground truth.
 */
package io.euge.demo;
