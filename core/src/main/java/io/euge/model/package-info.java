/**
 * What a model is: a graph file with its input, labels and heads in the file's own metadata, and
 * the store that turns what a user names into one.
 */
package io.euge.model;
