/**
 * What connectors to services have in common: {@link dev.patchbay.connector.RestClient}, {@link
 * dev.patchbay.connector.ListQuery} and {@link dev.patchbay.connector.Withholding}.
 */
@NullMarked
package dev.patchbay.connector;

import org.jspecify.annotations.NullMarked;
