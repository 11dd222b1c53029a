/** The default networks of measurements without a model option. */
package io.euge.bench.network;
