/** What an experiment prints and writes: its figures and its page. */
package io.euge.bench.report;
