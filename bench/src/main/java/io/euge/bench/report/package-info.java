/** The output of experiments: text, JSON and reports. */
package io.euge.bench.report;
