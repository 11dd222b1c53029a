package io.euge.inference.sharing;

import io.euge.model.Model;

/**
 * A content that a model's name stood for at some time. Of two contents under one name, the one
 * resolved later is current.
 *
 * @param model its name is the one that was resolved
 * @param resolvedMillis when the name was resolved to this content, by one clock for all versions
 */
public record ModelVersion(Model model, long resolvedMillis) {}
