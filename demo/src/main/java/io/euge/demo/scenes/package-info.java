/**
 * {@code euge scenes}: creates synthetic videos of traffic in a directory, with their ground truth.
 */
package io.euge.demo.scenes;
