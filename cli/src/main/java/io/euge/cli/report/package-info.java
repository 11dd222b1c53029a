/** Reports in HTML and SVG: templates, number formats and bar charts. */
package io.euge.cli.report;
