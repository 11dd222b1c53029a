/** Counts beside a manual count of the same vehicles. */
package io.euge.counting.comparison;
