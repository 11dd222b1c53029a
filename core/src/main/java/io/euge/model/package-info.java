/**
 * Describes models: a graph file with its input, its outputs, its labels and its metadata. What the
 * outputs mean is not known here.
 */
package io.euge.model;
