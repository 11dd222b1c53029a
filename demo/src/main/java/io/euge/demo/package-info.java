/**
 * {@code euge demo}: a few synthetic clips through the real Spark job, with the model shared and
 * not, compared with what the clips truly show.
 */
package io.euge.demo;
