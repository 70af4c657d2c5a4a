package dev.patchbay.catalog;

import dev.patchbay.api.resource.ResourceDefinition;

/**
 * A listed resource as clients see it.
 *
 * @param uri the URI with the scheme that clients see, unique in the catalog
 * @param definition the plugin's definition, with the plugin's own scheme
 * @param scheme where it belongs
 */
public record ResourceEntry(String uri, ResourceDefinition definition, SchemeEntry scheme) {}
