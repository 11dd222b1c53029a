/** Measures the cost of each processing step of a frame in models of each family. */
package io.euge.bench.models;
