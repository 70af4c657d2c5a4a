package dev.patchbay.catalog;

import dev.patchbay.api.resource.ResourceTemplateDefinition;

/**
 * A resource template as clients see it.
 *
 * @param uriTemplate the template with the scheme that clients see, unique in the catalog
 * @param definition the plugin's definition, with the plugin's own scheme
 * @param scheme where it belongs
 */
public record TemplateEntry(String uriTemplate, ResourceTemplateDefinition definition, SchemeEntry scheme) {}
