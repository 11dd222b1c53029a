package io.euge.inference.sharing;

import io.euge.model.Model;

/**
 * A content of a model's name. Of several contents of one name, the one that was resolved last is
 * current.
 *
 * @param model the model, with the name that was resolved
 * @param resolvedMillis the time at which the name was resolved to this content, by the same clock
 *     for all versions
 */
public record ModelVersion(Model model, long resolvedMillis) {}
