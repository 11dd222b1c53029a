/**
 * Adapts a graph of any origin, so that its input is frames as bytes and its outputs are floats in
 * fixed shapes.
 */
package io.euge.model.importing;
