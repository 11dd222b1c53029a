/**
 * {@code euge scenes}: creates synthetic videos of traffic in a folder, with their ground truth.
 */
package io.euge.demo.scenes;
