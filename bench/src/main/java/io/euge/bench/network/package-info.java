/** Networks to measure with where no model is named. */
package io.euge.bench.network;
